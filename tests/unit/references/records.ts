// Records of one made-up paper in each format that can be pasted.
// Invariant: all say the same, as far as their formats can.

export const BIBTEX = String.raw`% from a reference manager
@string{jnl = {Journal of Made-up Medicine}}
@article{marrow2019,
  title = {{ME/CFS} and {\'E}cole: TNF-$\alpha$ at 50\% of {R\&D}},
  author = {van der Marrow, Jos W. M. and {Sleep Group, LLC} and M{\"u}ller, Jr., Anna},
  journal = jnl,
  year = 2019,
  month = may,
  volume = {12},
  number = {3},
  pages = {283--294},
  doi = {10.1234/made_up,1},
  keywords = {fatigue},
}
`;

export const RIS = `TY  - JOUR
AU  - van der Marrow, Jos W. M.
AU  - Müller, Jr., Anna
TI  - A title - with  - a dash
T2  - Journal of Made-up Medicine
J2  - J Made-up Med
PY  - 2019
DA  - 2019/05/23/
VL  - 12
IS  - 3
SP  - 283
EP  - 294
SN  - 1234-5678
DO  - 10.1234/made.1
UR  - https://doi.org/10.1234/made.1
DB  - PubMed
AN  - 31234567
N1  - a note of somebody
AB  - An abstract
that goes on.
ER  - 
`;

export const NBIB = `
PMID- 31234567
OWN - NLM
IS  - 1234-5678 (Electronic)
IS  - 1234-567X (Print)
VI  - 12
IP  - 3
DP  - 2019 May 23
TI  - A title that is so long that it goes on in a
      second line.
PG  - 283-94
LID - S1234(19)1 [pii]
LID - 10.1234/made.1 [doi]
AB  - An abstract.
FAU - van der Marrow, Jos W M
AU  - van der Marrow JWM
CN  - Sleep Group
LA  - eng
PT  - Journal Article
PT  - Retracted Publication
JT  - Journal of made-up medicine
PMC - PMC1234567
MH  - Fatigue
RIN - J Made-up Med. 2020;1:1
`;

export const CSL_JSON = JSON.stringify(
  [
    {
      id: 'x',
      type: 'article-journal',
      title: 'A title',
      author: [{ family: 'Marrow', given: 'Jos', 'non-dropping-particle': 'van der' }],
      issued: { 'date-parts': [[2019, 5, 23]] },
      'container-title': ['Journal of Made-up Medicine'],
      ISSN: ['1234-5678', '1234-567X'],
      volume: 12,
      DOI: '10.1234/made.1',
      'reference-count': 12,
    },
  ],
  null,
  1,
);
