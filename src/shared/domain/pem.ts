// Post-exertional malaise (PEM) as an inclusion criterion: three sources that are never written over each other.
// Invariant: silence is not "no". What no source stated is `not-stated`, which is not `unclear`.

/** Was PEM required for a person to be counted as a patient? Four different facts. */
export const PEM_VALUES = ['required', 'not-required', 'unclear', 'not-stated'] as const;
export type PemValue = (typeof PEM_VALUES)[number];

/** The values in words, for terminals and files. */
export const PEM_WORDS: Readonly<Record<PemValue, string>> = {
  required: 'required',
  'not-required': 'not required',
  unclear: 'unclear',
  'not-stated': 'not stated',
};

/** Who says so: the atlas's badge, our rule over stated case definitions, the reader's own coding. */
export const PEM_SOURCES = ['pem', 'derived', 'mine'] as const;
export type PemSource = (typeof PEM_SOURCES)[number];

/** The atlas's PEM pill: the label as shown, beside what it may be counted as. */
export interface PemBadge {
  readonly value: PemValue;
  readonly label: string;
}

/**
 * What a PEM pill may be counted as. `PEM ?` is the older form of `PEM unclear`; what `PEM ✓` meant is not
 * confirmed, so it counts as not stated, as does every pill not seen yet. Null where the text is no PEM pill.
 */
export function readPemPill(label: string): PemBadge | null {
  const text = label.trim().replace(/\s+/gu, ' ');
  if (!/^PEM\b/iu.test(text)) return null;
  const rest = text.slice(3).trim().toLowerCase();
  const value: PemValue =
    rest === 'required'
      ? 'required'
      : rest === 'not required'
        ? 'not-required'
        : rest === 'unclear' || rest === '?'
          ? 'unclear'
          : 'not-stated';
  return { value, label: text };
}

/** How several stated definitions combine: each must be met, one suffices, there is one, or nobody said. */
export type DefinitionRule = 'all' | 'any' | 'single' | null;

/** Case definitions stated for a study, with who stated them. Never read out of prose. */
export interface StatedDefinitions {
  readonly names: readonly string[];
  readonly rule: DefinitionRule;
  readonly source: string;
}

/** A value our rule derives, with everything it rests on. `value` is never shown as the atlas's. */
export interface DerivedPem {
  readonly value: PemValue;
  readonly definitions: readonly string[];
  readonly rule: string;
  readonly source: string | null;
}

/** Does this definition make PEM mandatory? Null for a definition the rule does not know: it derives nothing. */
export function definitionRequiresPem(name: string): boolean | null {
  const text = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim();
  for (const definition of KNOWN_DEFINITIONS) {
    if (definition.pattern.test(text)) return definition.requiresPem;
  }
  return null;
}

// A definition counts as known only in its own words, with its own year or none: "CDC" alone or "NICE" alone
// names two versions, and a revision of another year is another definition.
const KNOWN_DEFINITIONS: readonly { readonly pattern: RegExp; readonly requiresPem: boolean }[] = [
  {
    pattern: /^(?:ccc|canadian(?: consensus)?(?: (?:criteria|definition))?)(?: 2003)?$/u,
    requiresPem: true,
  },
  { pattern: /^(?:icc|international consensus criteria)(?: 2011)?$/u, requiresPem: true },
  {
    pattern: /^(?:iom|nam|iom nam|institute of medicine|seid)(?: criteria)?(?: 2015)?$/u,
    requiresPem: true,
  },
  {
    pattern: /^(?:nice 2021|nice ng206|ng206|nice ng206 2021|nice 2021 ng206)$/u,
    requiresPem: true,
  },
  { pattern: /^(?:fukuda|cdc 1994|fukuda cdc)(?: criteria)?(?: 1994)?$/u, requiresPem: false },
  {
    pattern: /^(?:cdc 1994 fukuda|fukuda 1994 cdc|fukuda cdc 1994|1994 cdc(?: criteria)?)$/u,
    requiresPem: false,
  },
  {
    pattern: /^(?:cdc 1988|1988 cdc(?: criteria)?|holmes(?: criteria)?(?: 1988)?)$/u,
    requiresPem: false,
  },
  { pattern: /^oxford(?: criteria)?(?: 1991)?$/u, requiresPem: false },
  { pattern: /^(?:nice 2007|nice cg53|cg53|nice cg53 2007|nice 2007 cg53)$/u, requiresPem: false },
];

const NOTHING_DERIVED = (rule: string): DerivedPem => ({
  value: 'not-stated',
  definitions: [],
  rule,
  source: null,
});

/**
 * The derived value: a pure rule over stated case definitions, for studies with participants only.
 * `required` if every way in demands a definition with mandatory PEM; `not-required` if one without it suffices
 * alone; `unclear` if known definitions disagree and nobody said how they combine; else `not-stated`.
 */
export function derivePem(stated: StatedDefinitions | null, hasParticipants: boolean): DerivedPem {
  const names = (stated?.names ?? []).filter((name) => !/^none[- ]stated$/iu.test(name.trim()));
  if (stated === null || names.length === 0) {
    return NOTHING_DERIVED('No case definition is stated.');
  }
  if (!hasParticipants) return NOTHING_DERIVED('Not a study with participants of its own.');
  const demands = names.map(definitionRequiresPem);
  const [value, rule] = combine(demands, names.length === 1 ? 'single' : stated.rule);
  return { value, definitions: names, rule, source: stated.source };
}

function combine(demands: readonly (boolean | null)[], rule: DefinitionRule): [PemValue, string] {
  const some = demands.includes(true);
  const none = demands.includes(false);
  const unknown = demands.includes(null);
  if (rule === 'all') {
    if (some) {
      return ['required', 'Every definition had to be met, and at least one makes PEM mandatory.'];
    }
    return unknown
      ? ['not-stated', 'Every definition had to be met, and one is not known to the rule.']
      : ['not-required', 'Every definition had to be met, and none makes PEM mandatory.'];
  }
  if (unknown && !(rule === 'any' && none)) {
    return ['not-stated', 'A definition that the rule does not know derives nothing.'];
  }
  if (!none) return ['required', 'Every definition stated makes PEM mandatory.'];
  if (rule === 'any') {
    return ['not-required', 'A definition that does not make PEM mandatory sufficed alone.'];
  }
  if (!some) return ['not-required', 'No definition stated makes PEM mandatory.'];
  return ['unclear', 'The definitions differ, and how they combined is not stated.'];
}
