// Names of authors from many languages, as PubMed writes them.
// Invariant: Latin script unless the caller asks for more, as PubMed's own names are; LaTeX tests stand on that.
import type { Author } from '../../../src/shared/domain/study.ts';
import type { Random } from './random.ts';

const FAMILY_NAMES: readonly [string, ...string[]] = [
  'Clark',
  'Jason',
  'Naviaux',
  'Hanson',
  'Komaroff',
  'Montoya',
  'White',
  'Chalder',
  'Unger',
  'Systrom',
  'Davis',
  'Li',
  'Che',
  'Guo',
  'Yamaguti',
  'Kuratsune',
  'Nakatomi',
  'Tajima',
  'Kim',
  'Nguyễn',
  'Trần',
  'Löhn',
  'Jäkel',
  'Gottfries',
  'Müller',
  'Weiß',
  'Scheibenbogen',
  'Behrends',
  'Sørensen',
  'Fluge',
  'Mella',
  'Wyller',
  'Åkerström',
  'Björkander',
  'Þórðarson',
  'Castro-Marrero',
  'Sáez-Francàs',
  'Alegre',
  'Muñoz',
  'Gonçalves',
  'Lacerda',
  'Nacul',
  'Świątkowska',
  'Łukaszewicz',
  'Čermák',
  'Dvořáková',
  'Kovács',
  'Szőke',
  'Ștefănescu',
  'Çelik',
  'Yılmaz',
  'Đorđević',
  "O'Brien",
  "D'Angelo",
  'de Lange',
  'van der Meer',
  'Van Houdenhove',
  'van Campen',
  'von Mikecz',
  'De Meirleir',
  'Abi Salloum',
  'Eaton-Fitch',
  'Marshall-Gradisnik',
  'Ben Ḥayyim',
  'Twisk',
  'Maes',
  'Hélie',
  'Lefèvre',
];

const GIVEN_NAMES: readonly [string, ...string[]] = [
  'Leonard A',
  'Maureen R',
  'Jesús',
  'María José',
  'Floris P',
  'Sanne L',
  'Gijs',
  'Carl-Gerhard',
  'Zoë',
  'Øystein',
  'Kenji',
  'Seiki',
  'Xiaoyu',
  'Eun-Jin',
  'Ruud C W',
  'Ludovic',
  'Agnieszka',
  'Łucja',
  'Björn',
  'Ana-Maria',
  'Siân',
  'Renée',
  'Luís',
  'Hannah E',
  'Ji Hyun',
  'Noor',
  'Thị Lan',
  'Jiří',
  'Gülşen',
  'Chloé',
];

const INSTITUTIONS: readonly [string, ...string[]] = [
  'ME/CFS Working Group of the Ministry of Health',
  'Canadian Clinical Working Group',
  'World Health Organization',
  'European Network on ME/CFS (EUROMENE)',
  'CFIDS Association of America',
];

/** Institutions whose names hold " and ", which an unbraced BibTeX author field makes look like two. */
export const INSTITUTIONS_WITH_AND: readonly [string, ...string[]] = [
  'National Institute for Health and Care Excellence',
  'Centers for Disease Control and Prevention',
];

const NON_LATIN: readonly [Author, ...Author[]] = [
  { family: 'Иванова', given: 'Мария' },
  { family: 'Παπαδόπουλος', given: 'Γιώργος' },
  { family: '王', given: '小明' },
  { family: 'Шевчук', given: 'Олена' },
];

/** The authors of one study: none, one institution, or one to twelve people, as `Last, First M`. */
export function drawAuthors(random: Random, nonLatinShare: number): readonly Author[] {
  const kind = random.next();
  if (kind < 0.02) return [];
  if (kind < 0.03) return [{ literal: random.pick(INSTITUTIONS) }];
  if (kind < 0.035) return [{ literal: random.pick(INSTITUTIONS_WITH_AND) }];
  const count = random.chance(0.1) ? 1 : random.between(2, 12);
  const initialsOnly = random.chance(0.35);
  return random.sample(FAMILY_NAMES, count).map((family): Author => {
    if (random.chance(nonLatinShare)) return random.pick(NON_LATIN);
    const given = random.pick(GIVEN_NAMES);
    return { family, given: initialsOnly ? initials(given) : given };
  });
}

// "María José" becomes "M J", as older PubMed records give names.
function initials(given: string): string {
  return given
    .split(/[\s-]+/u)
    .map((part) => [...part][0] ?? '')
    .join(' ');
}
