// Decides which texts of a query are scored, so that the broadest search stays quick.
// Invariant: the set of matches is never touched; a text that is left out is one that hardly ranks.
import { joinMatches, type QueryPlan, type RankTerm } from './query-plan.ts';

/** `match`: what FTS5 scores (null: nothing); `title`: studies that have all of it in the title come first. */
export interface Ranking {
  readonly match: string | null;
  /** Every result matches `match`. */
  readonly doAllMatch: boolean;
  readonly title: string | null;
}

/** What is known when the matches are. `countOf` answers how many studies have a text, `limit` at most. */
export interface RankingFacts {
  readonly matches: number;
  readonly studies: number;
  countOf(match: string, limit: number): number;
}

// One score of one text takes 0.4 to 0.7 microseconds (FTS5 reads the length of every row it scores).
// 20,000 of them are what the longest search may spend; at the atlas's size, 6,145 studies, three words
// that all studies have are scored in full.
const SCORE_BUDGET = 20_000;

// FTS5 walks a text's whole list twice more to score it (once for how common it is), and what it reads of
// each row lies scattered: 12,000 rows of 61,450 studies took longer to score than to find, count and list.
// No result of an atlas of up to 10,000 studies is beyond this. One that is gets narrowed before it is
// read: its first pages, what has all the words in the title and of that the newest, need no score.
const MAX_ROWS_SCORED = 10_000;

const NOTHING: Ranking = { match: null, doAllMatch: false, title: null };

/**
 * Chooses what to score. Within the budget: everything. Beyond it, texts that more than half of the
 * studies have are left out (FTS5's own bm25 gives them a weight of a millionth), then the commonest
 * of the others (of more than `MAX_ROWS_SCORED` results: every text that more studies than that have);
 * and to have all the texts in the title goes before every score.
 */
export function chooseRanking(plan: QueryPlan, facts: RankingFacts): Ranking {
  const { rankTerms } = plan;
  if (rankTerms.length === 0 || facts.matches === 0) return NOTHING;
  const isFew = facts.matches <= MAX_ROWS_SCORED;
  if (isFew && facts.matches * rankTerms.length <= SCORE_BUDGET) {
    const doAllMatch = plan.isConjunction;
    return { match: joinTerms(doAllMatch ? 'AND' : 'OR', rankTerms), doAllMatch, title: null };
  }
  // In a conjunction every text has at least as many studies as the result: no need to count them.
  const isBeyondAll = plan.isConjunction && !isFew;
  const half = Math.floor(facts.studies / 2);
  const kept = isBeyondAll
    ? []
    : affordableTerms(rankTerms, facts, isFew ? half : Math.min(half, MAX_ROWS_SCORED));
  const titles = rankTerms.flatMap((term) => term.titleMatch ?? []);
  return {
    match: kept.length === 0 ? null : joinTerms('OR', kept),
    doAllMatch: false,
    title: titles.length === 0 ? null : joinMatches('AND', titles),
  };
}

/** The rarest texts that may be scored together, none that more than `most` studies have. */
function affordableTerms(
  rankTerms: readonly RankTerm[],
  facts: RankingFacts,
  most: number,
): RankTerm[] {
  const counted = rankTerms
    .map((term) => ({ term, count: facts.countOf(term.match, most + 1) }))
    .filter(({ count }) => count <= most)
    .sort((a, b) => a.count - b.count);
  let left = SCORE_BUDGET;
  const kept: RankTerm[] = [];
  for (const { term, count } of counted) {
    left -= Math.min(count, facts.matches);
    if (left < 0) break;
    kept.push(term);
  }
  return kept;
}

function joinTerms(operator: 'AND' | 'OR', terms: readonly RankTerm[]): string {
  return joinMatches(
    operator,
    terms.map(({ match }) => match),
  );
}
