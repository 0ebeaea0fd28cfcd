// Capitalised words that keep their capital in any title: people, places, makes, genera.
// Invariant: only words whose lower-case form would be wrong; acronyms and mixed case need no entry,
// they are recognised by their form (see bibtex/title-protection.ts). Code and no file: grouped, checked by the
// compiler, and there without reading a disk. What a reader adds or leaves out is kept in the library.

/** Definitions, questionnaires and outbreaks of this field. */
const FIELD = [
  ...['Bell', 'Canadian', 'Chalder', 'Coxsackie', 'DePaul', 'Fukuda', 'Holmes', 'Oxford', 'Ramsay'],
  ...['Akureyri', 'Dubbo', 'Incline Village', 'Lake Tahoe', 'Lyndonville', 'Punta Gorda'],
  ...['Royal Free', 'Ross River', 'Gulf War', 'Tapanui', 'Q fever'],
];

const PEOPLE = [
  ...['Addison', 'Alzheimer', 'Asperger', 'Barré', 'Bayes', 'Bayesian', 'Beck', 'Behçet', 'Borg'],
  ...['Burkitt', 'Cartesian', 'Chiari', 'Cochrane', 'Cox', 'Crohn', 'Cushing', 'Danlos', 'Delphi'],
  ...['Doppler', 'Ehlers-Danlos', 'Epstein-Barr', 'Epworth', 'Euler', 'Fisher', 'Gaussian'],
  ...['Graves', 'Guillain-Barré', 'Hashimoto', 'Hodgkin', 'Holter', 'Huntington', 'Kaplan-Meier'],
  ...[
    'Karnofsky',
    'Kikuchi',
    'Krebs',
    'Likert',
    'Lyme',
    'Mediterranean',
    'Mendelian',
    'Munchausen',
  ],
  ...['Parkinson', 'Pavlovian', 'Pearson', 'Pittsburgh', 'Raman', 'Raynaud', 'Sjögren', 'Sjogren'],
  ...['Spearman', 'Stroop', 'Tourette', 'Valsalva', 'Warburg', 'Wechsler', 'Western', 'Whipple'],
];

const MAKES = [
  ...['Abilify', 'Actigraph', 'Affymetrix', 'Ampligen', 'Botox', 'Fitbit', 'Garmin', 'Illumina'],
  ...['Imunovir', 'Kampo', 'Mabthera', 'Mestinon', 'Paxlovid', 'Qigong', 'Rituxan', 'Twitter'],
  ...['Reddit', 'Facebook', 'Google', 'Medline', 'Embase', 'Pubmed', 'Valcyte', 'Xyrem'],
];

const GENERA = [
  ...['Aspergillus', 'Bacteroides', 'Bifidobacterium', 'Borrelia', 'Brucella', 'Candida'],
  ...['Chlamydia', 'Coxiella', 'Enterobacteriaceae', 'Escherichia', 'Faecalibacterium', 'Giardia'],
  ...['Ginkgo', 'Helicobacter', 'Lactobacillus', 'Mycoplasma', 'Panax', 'Rickettsia'],
  ...['Staphylococcus', 'Streptococcus', 'Toxoplasma', 'Yersinia'],
];

const PLACES = [
  ...['Africa', 'African', 'America', 'American', 'Arab', 'Arabia', 'Asia', 'Asian', 'Atlantic'],
  ...['Australia', 'Australian', 'Austria', 'Austrian', 'Bangladesh', 'Belgian', 'Belgium'],
  ...['Boston', 'Brazil', 'Brazilian', 'Britain', 'British', 'Bulgaria', 'Bulgarian', 'California'],
  ...['Canada', 'Chicago', 'Chile', 'China', 'Chinese', 'Colombia', 'Croatia', 'Cuba', 'Cyprus'],
  ...['Czech', 'Danish', 'Denmark', 'Dutch', 'Edinburgh', 'Egypt', 'England', 'English', 'Estonia'],
  ...['Europe', 'European', 'Finland', 'Finnish', 'Flemish', 'France', 'French', 'Georgia'],
  ...['German', 'Germany', 'Greece', 'Greek', 'Haukeland', 'Hispanic', 'Hong Kong', 'Hungarian'],
  ...['Hungary', 'Iceland', 'Icelandic', 'India', 'Indian', 'Indonesia', 'Iran', 'Iranian', 'Iraq'],
  ...['Ireland', 'Irish', 'Israel', 'Israeli', 'Italian', 'Italy', 'Jamaica', 'Japan', 'Japanese'],
  ...['Jordan', 'Kenya', 'Korea', 'Korean', 'Kuwait', 'Latin', 'Latino', 'Latvia', 'Latvian'],
  ...['Lebanon', 'Lithuania', 'London', 'Luxembourg', 'Malaysia', 'Manchester', 'Melbourne'],
  ...['Mexican', 'Mexico', 'Nepal', 'Netherlands', 'New York', 'New Zealand', 'Nigeria', 'Nordic'],
  ...['Norway', 'Norwegian', 'Pakistan', 'Peru', 'Philippines', 'Poland', 'Polish', 'Portugal'],
  ...['Portuguese', 'Queensland', 'Romania', 'Russia', 'Russian', 'Scandinavia', 'Scandinavian'],
  ...['Scotland', 'Scottish', 'Serbia', 'Singapore', 'Slovak', 'Slovenia', 'South Africa', 'Spain'],
  ...['Spanish', 'Stanford', 'Sweden', 'Swedish', 'Swiss', 'Switzerland', 'Sydney', 'Taiwan'],
  ...['Taiwanese', 'Thailand', 'Tibetan', 'Toronto', 'Turkey', 'Turkish', 'Ukraine', 'Ukrainian'],
  ...[
    'United Kingdom',
    'United States',
    'Utah',
    'Vancouver',
    'Vietnam',
    'Wales',
    'Welsh',
    'Wichita',
  ],
];

/**
 * The terms, as they stand in a title. One with a hyphen protects each of its parts; one with a
 * space counts as a whole.
 */
export const PROTECTED_TERMS: readonly string[] = [
  ...FIELD,
  ...PEOPLE,
  ...MAKES,
  ...GENERA,
  ...PLACES,
];
