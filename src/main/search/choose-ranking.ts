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

const NOTHING: Ranking = { match: null, doAllMatch: false, title: null };

/**
 * Chooses what to score. Within the budget: everything. Beyond it, texts that more than half of the
 * studies have are left out (FTS5's own bm25 gives them a weight of a millionth), then the commonest
 * of the others; and to have all the texts in the title goes before every score.
 */
export function chooseRanking(plan: QueryPlan, facts: RankingFacts): Ranking {
  const { rankTerms } = plan;
  if (rankTerms.length === 0 || facts.matches === 0) return NOTHING;
  if (facts.matches * rankTerms.length <= SCORE_BUDGET) {
    const doAllMatch = plan.isConjunction;
    return { match: joinTerms(doAllMatch ? 'AND' : 'OR', rankTerms), doAllMatch, title: null };
  }
  const limit = Math.floor(facts.studies / 2) + 1;
  const counted = rankTerms
    .map((term) => ({ term, count: facts.countOf(term.match, limit) }))
    .filter(({ count }) => count < limit)
    .sort((a, b) => a.count - b.count);
  let left = SCORE_BUDGET;
  const kept: RankTerm[] = [];
  for (const { term, count } of counted) {
    left -= Math.min(count, facts.matches);
    if (left < 0) break;
    kept.push(term);
  }
  const titles = rankTerms.flatMap((term) => term.titleMatch ?? []);
  return {
    match: kept.length === 0 ? null : joinTerms('OR', kept),
    doAllMatch: false,
    title: titles.length === 0 ? null : joinMatches('AND', titles),
  };
}

function joinTerms(operator: 'AND' | 'OR', terms: readonly RankTerm[]): string {
  return joinMatches(
    operator,
    terms.map(({ match }) => match),
  );
}
