// Sections under their headings, metadata under its labels, and what nobody has seen before under its
// own words. Case definitions come from a labelled row, never from prose.
import { describe, expect, it } from 'vitest';
import type { LabelledValue, Section } from '../../../src/shared/domain/study.ts';
import { readStudy, samplePage, sampleText } from '../../support/atlas-pages/sample-page.ts';

const text = sampleText();
const URL = 'https://www.mecfsatlas.com/evidence/marrow-2019-breathing-during';

describe('sections', () => {
  const headed = (heading: string, rest: string): Section[] => [
    ...readStudy(
      text.replace(
        'Quick Summary\n',
        `Quick Summary\nA summary of one sentence.\n${heading}${rest}\nWhy It Matters\n`,
      ),
    ).sections,
  ];

  it.each([
    ['Methodological Strengths', '\nIt was blinded, and it was long enough to see a change.'],
    ['Revision history', '\n2026-04-07: summary regenerated'],
    ['Limitations', '\nIt was small, and it had no control group at all.'],
    ['Patient perspective', '\nThree people with the illness commented on the plan of the study.'],
    ['Caveats', '\nThree people with the illness commented on the plan of the study.'],
  ])('keep %s under its own heading', (heading, rest) => {
    expect(headed(heading, rest)[1]).toEqual({ kind: 'other', heading, paragraphs: [rest.trim()] });
  });

  it.each([
    ['QUICK SUMMARY\n', 'QUICK SUMMARY'],
    ['Quick summary\n', 'Quick summary'],
    ['Quick Summary:\n', 'Quick Summary'],
    ['Quick Summary #\n', 'Quick Summary'],
    ['Quick Summary: ', 'Quick Summary'],
    ['Quick Summary ', 'Quick Summary'],
  ])('know a heading written as %j', (written, heading) => {
    expect(readStudy(text.replace('Quick Summary\n', written)).sections[0]).toEqual({
      kind: 'quick-summary',
      heading,
      paragraphs: ['This study asked whether people with ME/CFS breathe differently at night.'],
    });
  });

  it('keep every bullet, whatever stands before it', () => {
    const bullets = [
      '• Lower VO₂ peak',
      '- longer recovery',
      '* fewer steps',
      '– 5 patients could not finish.',
      'PEM required',
    ];
    const [, section] = headed('Observed Findings\n', bullets.join('\n'));
    expect(section).toEqual({
      kind: 'observed-findings',
      heading: 'Observed Findings',
      paragraphs: [
        'Lower VO₂ peak',
        'longer recovery',
        'fewer steps',
        '5 patients could not finish.',
        'PEM required',
      ],
    });
  });

  it('take topics and tags apart where one line holds them all', () => {
    const chips = (heading: string, line: string): readonly string[] | undefined =>
      headed(`${heading}\n`, line)[1]?.paragraphs;
    expect(chips('Topics', 'Immune systemCytokinesLong COVID')).toEqual([
      'Immune system',
      'Cytokines',
      'Long COVID',
    ]);
    expect(chips('Topics', 'mRNA · ME/CFS · McArdle disease')).toEqual([
      'mRNA',
      'ME/CFS',
      'McArdle disease',
    ]);
    expect(chips('Tags', 'PEM_UNCLEAR, EXPLORATORY SMALL_SAMPLE')).toEqual([
      'PEM_UNCLEAR',
      'EXPLORATORY',
      'SMALL_SAMPLE',
    ]);
  });

  it('leave out buttons, and end before the footer of a page without a citation block', () => {
    const page = sampleText({
      hasCitations: false,
      hasPemNote: false,
      metadata: [{ label: 'DOI', value: '10.5555/aim.2019.12' }],
    })
      .replace('Spotted an error in this entry? Report it →\n', '')
      .replace('Quick Summary\n', 'Share\nCopy link\nQuick Summary\n')
      .replace(/Badges and summaries.*\nTopics\n.*\n.*\n.*\n/u, '');
    expect(page).toMatch(/10\.5555\/aim\.2019\.12\n© 2026 ME\/CFS Atlas\n$/u);
    const study = readStudy(page, URL);
    expect(study).toMatchObject({
      metadata: [{ label: 'DOI', value: '10.5555/aim.2019.12' }],
      unknownParts: [],
    });
    expect(study.sections.flatMap(({ paragraphs }) => paragraphs)).toHaveLength(2);
  });
});

describe('unknown parts', () => {
  it('are kept under their own label, above the sections and in the citation block', () => {
    const page = text
      .replace('Quick Summary\n', 'Disease group: ME/CFS and long COVID\nQuick Summary\n')
      .replace('Atlas snapshot reference\n', 'RIS\nTY  - JOUR\nER  -\nAtlas snapshot reference\n');
    expect(readStudy(page).unknownParts).toEqual([
      { label: 'Disease group', value: 'ME/CFS and long COVID' },
      { label: 'RIS', value: 'TY - JOUR\nER -' },
    ]);
  });

  it('hold no line of the menu, the cookie bar or the footer', () => {
    expect(readStudy(text).unknownParts).toEqual([]);
    expect(readStudy(samplePage()).unknownParts).toEqual([]);
  });

  it('take a known label outside the metadata for a row of it', () => {
    const page = text.replace('Quick Summary\n', 'Case definition: ICC 2011\nQuick Summary\n');
    expect(readStudy(page)).toMatchObject({
      metadata: [
        { label: 'Case definition', value: 'ICC 2011' },
        { label: 'Sample size', value: '61' },
      ],
      caseDefinitions: { names: ['ICC 2011'], rule: 'single' },
    });
  });
});

describe('metadata', () => {
  const rows: LabelledValue[] = [
    { label: 'DOI', value: '10.1016/j.bbi.2014.04.001' },
    { label: 'Sample size', value: '9' },
    { label: 'Control group', value: '—' },
    { label: 'Something new', value: 'a ratio of 1:2' },
    { label: 'Evidence level', value: 'Single-study or moderate support from human research' },
    { label: 'Last updated', value: '7 April 2026' },
  ];
  const bare = text.replace('Metadata\nSample size\n61\n', 'METADATA');

  it.each([
    ['on two lines each', ({ label, value }: LabelledValue) => `${label}\n${value}`],
    ['with a colon', ({ label, value }: LabelledValue) => `${label}: ${value}`],
    [
      'with a colon on a line of its own',
      ({ label, value }: LabelledValue) => `${label}:\n${value}`,
    ],
    ['parted by a tab', ({ label, value }: LabelledValue) => `${label}\t${value}`],
  ])('reads %s', (_, write) => {
    const page = bare.replace('METADATA', `Metadata\n${rows.map(write).join('\n')}\n`);
    expect(readStudy(page).metadata).toEqual(rows);
  });

  it('reads known labels glued to their values', () => {
    const lines = [
      'Sample size9 patients',
      'DOI 10.1016/j.bbi.2014.04.001',
      'Control groupYes',
      'Case definition qualityHigh',
      'Last updated7 April 2026',
    ];
    const page = bare.replace('METADATA', `Metadata\n${lines.join('\n')}\n`);
    expect(readStudy(page).metadata).toEqual([
      { label: 'Sample size', value: '9 patients' },
      { label: 'DOI', value: '10.1016/j.bbi.2014.04.001' },
      { label: 'Control group', value: 'Yes' },
      { label: 'Case definition quality', value: 'High' },
      { label: 'Last updated', value: '7 April 2026' },
    ]);
  });

  it('reads labels nobody has seen from elements that stand in one line', () => {
    const cells = [
      ['Sample size', '61'],
      ['Wearable used', 'Actigraph'],
      ['Last updated', '7 April 2026'],
    ];
    const inline = cells
      .map((cell) => `<div><span>${cell.join('</span><span>')}</span></div>`)
      .join('');
    const page = samplePage().replace(/<dl>.*<\/dl>/su, inline);
    expect(readStudy(page).metadata).toEqual(cells.map(([label, value]) => ({ label, value })));
  });
});

describe('case definitions', () => {
  const stated = (label: string, value: string): unknown => {
    const { caseDefinitions } = readStudy(sampleText({ metadata: [{ label, value }] }));
    return caseDefinitions === null ? null : [caseDefinitions.names, caseDefinitions.rule];
  };

  it.each([
    ['Fukuda', [['Fukuda'], 'single']],
    ['Fukuda (CDC 1994); CCC 2003', [['Fukuda (CDC 1994)', 'CCC 2003'], null]],
    ['Fukuda, Oxford', [['Fukuda', 'Oxford'], null]],
    [
      'Fukuda or Canadian Consensus Criteria, 2003',
      [['Fukuda', 'Canadian Consensus Criteria, 2003'], 'any'],
    ],
    ['all of: IOM 2015, CCC 2003 and Fukuda', [['IOM 2015', 'CCC 2003', 'Fukuda'], 'all']],
    ['Fukuda and CCC', [['Fukuda', 'CCC'], null]],
    ['IOM/NAM', [['IOM/NAM'], 'single']],
    ['Not stated', null],
    ['—', null],
  ])('%s', (value, expected) => {
    expect(stated('Case definition(s)', value)).toEqual(expected);
    expect(stated('Diagnostic criteria', value)).toEqual(expected);
  });

  it('come with the row that states them', () => {
    const page = sampleText({ metadata: [{ label: 'Case definition', value: 'ICC 2011' }] });
    expect(readStudy(page).caseDefinitions?.source).toBe("the atlas's page, row “Case definition”");
  });

  it('do not come from other rows or from prose', () => {
    expect(stated('Case-definition quality', 'High')).toBeNull();
    expect(stated('Case definition quality', 'Fukuda')).toBeNull();
    const sections: Section[] = [
      {
        kind: 'quick-summary',
        heading: 'Quick Summary',
        paragraphs: [
          'Case definition: the Fukuda criteria were used for all 61 people who took part in the study.',
        ],
      },
    ];
    expect(readStudy(sampleText({ sections })).caseDefinitions).toBeNull();
  });

  it('may stand on a line each', () => {
    const page = samplePage({
      metadata: [{ label: 'Case definitions', value: 'CCC 2003' }],
    }).replace(
      '<dd>CCC 2003</dd>',
      '<dd><ul><li>CCC 2003</li><li>IOM 2015 criteria</li></ul></dd><dt>Control group</dt><dd>Yes</dd>',
    );
    expect(readStudy(page)).toMatchObject({
      caseDefinitions: { names: ['CCC 2003', 'IOM 2015 criteria'], rule: null },
      metadata: [{ label: 'Case definitions' }, { label: 'Control group', value: 'Yes' }],
    });
  });
});
