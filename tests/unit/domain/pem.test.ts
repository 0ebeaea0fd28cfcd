// PEM: what a pill counts as, and what may be derived. Silence must never come out as "no".
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  definitionRequiresPem,
  derivePem,
  PEM_VALUES,
  readPemPill,
  type DefinitionRule,
} from '../../../src/shared/domain/pem.ts';
import { hasParticipants } from '../../../src/shared/domain/participants.ts';
import { NO_BADGES } from '../../../src/shared/domain/study.ts';

const stated = (names: readonly string[], rule: DefinitionRule = null) => ({
  names,
  rule,
  source: 'the paper',
});

describe('a PEM pill', () => {
  it.each([
    ['PEM required', 'required'],
    ['PEM not required', 'not-required'],
    ['PEM unclear', 'unclear'],
    ['PEM ?', 'unclear'],
  ])('%s counts as %s', (label, value) => {
    expect(readPemPill(label)).toEqual({ value, label });
  });

  it('PEM ✓ and pills nobody has seen keep their label and count as not stated', () => {
    expect(readPemPill('PEM ✓')).toEqual({ value: 'not-stated', label: 'PEM ✓' });
    expect(readPemPill('PEM measured')).toEqual({ value: 'not-stated', label: 'PEM measured' });
  });

  it('other pills are no PEM pill', () => {
    for (const label of ['Observational', 'E2 Moderate', 'PEMBROLIZUMAB trial', '']) {
      expect(readPemPill(label)).toBeNull();
    }
  });
});

describe('a case definition', () => {
  it.each([
    'CCC-2003',
    'CCC',
    'Canadian Consensus Criteria',
    'ICC 2011',
    'IOM-2015',
    'SEID',
    'NICE 2021',
    'NG206',
  ])('%s makes PEM mandatory', (name) => {
    expect(definitionRequiresPem(name)).toBe(true);
  });
  it.each([
    'Fukuda-1994',
    'Fukuda',
    'CDC 1994',
    'CDC-1988',
    'Holmes 1988',
    'Oxford-1991',
    'Oxford criteria',
    'NICE 2007',
    'CG53',
  ])('%s does not', (name) => {
    expect(definitionRequiresPem(name)).toBe(false);
  });
  it.each([
    'CDC',
    'NICE',
    'other:CDC (version not stated)',
    'CCC 2010',
    'London',
    'Ramsay',
    'Fukuda 2004',
    '',
  ])('%s derives nothing', (name) => {
    expect(definitionRequiresPem(name)).toBeNull();
  });
});

describe('the derived value', () => {
  it('is not stated without a definition, without participants, or with an unknown definition', () => {
    expect(derivePem(null, true).value).toBe('not-stated');
    expect(derivePem(stated([]), true).value).toBe('not-stated');
    expect(derivePem(stated(['none-stated'], 'single'), true).value).toBe('not-stated');
    expect(derivePem(stated(['IOM-2015'], 'single'), false).value).toBe('not-stated');
    expect(derivePem(stated(['London'], 'single'), true).value).toBe('not-stated');
    expect(derivePem(stated(['CCC', 'London']), true).value).toBe('not-stated');
  });

  it('follows how the definitions combine', () => {
    expect(derivePem(stated(['CCC']), true).value).toBe('required');
    expect(derivePem(stated(['Fukuda']), true).value).toBe('not-required');
    expect(derivePem(stated(['Fukuda', 'CCC'], 'all'), true).value).toBe('required');
    expect(derivePem(stated(['Fukuda', 'CCC'], 'any'), true).value).toBe('not-required');
    expect(derivePem(stated(['Fukuda', 'CCC']), true).value).toBe('unclear');
    expect(derivePem(stated(['ICC', 'CCC'], 'any'), true).value).toBe('required');
    expect(derivePem(stated(['Fukuda', 'Oxford']), true).value).toBe('not-required');
    expect(derivePem(stated(['Fukuda', 'London'], 'any'), true).value).toBe('not-required');
    expect(derivePem(stated(['Fukuda', 'London'], 'all'), true).value).toBe('not-stated');
    expect(derivePem(stated(['CCC', 'London'], 'all'), true).value).toBe('required');
  });

  it('says what it rests on', () => {
    expect(derivePem(stated(['CCC-2003'], 'single'), true)).toEqual({
      value: 'required',
      definitions: ['CCC-2003'],
      rule: 'Every definition stated makes PEM mandatory.',
      source: 'the paper',
    });
  });

  it('never says "not required" where a known definition demands PEM and all must be met', () => {
    const name = fc.constantFrom('CCC', 'ICC', 'IOM', 'Fukuda', 'Oxford', 'London', 'CDC');
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 5 }),
        fc.constantFrom<DefinitionRule>('all', 'any', 'single', null),
        (names, rule) => {
          const { value } = derivePem(stated(names, rule), true);
          expect(PEM_VALUES).toContain(value);
          const known = names.map(definitionRequiresPem);
          if (known.every((demand) => demand === null)) expect(value).toBe('not-stated');
          if (known.every((demand) => demand === true) && names.length > 0) {
            expect(value).toBe('required');
          }
          if (!known.includes(false)) expect(value).not.toBe('not-required');
          if (!known.includes(true)) expect(value).not.toBe('required');
        },
      ),
    );
  });
});

describe('participants', () => {
  const withType = (publicationType: string | null) => ({
    badges: { ...NO_BADGES, publicationType },
    metadata: [],
  });
  it('are there by the design or by a stated number of patients', () => {
    expect(hasParticipants(withType('RCT'), null)).toBe(true);
    expect(hasParticipants(withType('Cross-Sectional'), null)).toBe(true);
    expect(
      hasParticipants(
        { badges: NO_BADGES, metadata: [{ label: 'Sample size', value: '9 patients' }] },
        null,
      ),
    ).toBe(true);
  });
  it.each([
    'Scoping-Review',
    'Umbrella Review',
    'Evidence-Synthesis',
    'Consensus-Statement',
    'Modelling-Study',
    'Perspective',
  ])('are not there for a type that is not known to have them: %s', (publicationType) => {
    const metadata = [{ label: 'Sample size', value: '61 patients' }];
    expect(hasParticipants({ badges: { ...NO_BADGES, publicationType }, metadata }, null)).toBe(
      false,
    );
  });
  it('are there for a mechanistic study that states its patients', () => {
    const metadata = [{ label: 'Sample size', value: '9 patients' }];
    expect(
      hasParticipants({ badges: { ...NO_BADGES, publicationType: 'Mechanistic' }, metadata }, null),
    ).toBe(true);
  });
  it('are not there for guidelines and reviews, nor in doubt', () => {
    expect(hasParticipants(withType('Guideline'), null)).toBe(false);
    expect(hasParticipants(withType('Review-Narrative'), null)).toBe(false);
    expect(hasParticipants(withType('Systematic-Review'), null)).toBe(false);
    expect(
      hasParticipants(
        {
          badges: { ...NO_BADGES, publicationType: 'Guideline' },
          metadata: [{ label: 'Sample size', value: '9 patients' }],
        },
        null,
      ),
    ).toBe(false);
    expect(hasParticipants(withType(null), null)).toBe(false);
    expect(hasParticipants(withType('Mechanistic'), null)).toBe(false);
    expect(
      hasParticipants(
        { badges: NO_BADGES, metadata: [{ label: 'Sample size', value: '0 patients' }] },
        null,
      ),
    ).toBe(false);
  });
});
