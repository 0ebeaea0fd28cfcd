// The filters of the search: chips and text are two views of one query.
// Invariant: counts are live; what is pressed shows at once; the three PEM sources stand apart.
import { useState, type ReactElement } from 'react';
import type { Facet, FacetCounts } from '../../../shared/domain/search.ts';
import { PEM_SOURCES } from '../../../shared/domain/pem.ts';
import { clearFilters, filterKey } from '../../api/search-edit.ts';
import { useSearch } from '../../api/search-store.ts';
import { PEM_SOURCE_WORDS } from '../../ui/badge-words.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterChips } from './FilterChips.tsx';
import { FilterGroup } from './FilterGroup.tsx';
import {
  closedValues,
  openValues,
  orderNames,
  yearSpan,
  type FilterValue,
  type OpenFacet,
} from './filter-values.ts';
import { YearFilter } from './YearFilter.tsx';
import styles from './Filters.module.css';

const MOST_NAMES = 8;
const NAMED: readonly {
  readonly facet: OpenFacet;
  readonly title: string;
  readonly none: string;
}[] = [
  { facet: 'type', title: 'Publication type', none: '' },
  { facet: 'list', title: 'In my lists', none: 'There are no lists yet.' },
  { facet: 'tag', title: 'My tags', none: 'There are no tags yet.' },
];

/** All filters; for the left pane. */
export function Filters(): ReactElement {
  const opened = useSearch((state) => state.opened);
  const isEmptyQuery = useSearch((state) => state.of?.query.trim() === '');
  const isNothingAsked = useSearch((state) => state.wanted.query.trim() === '');
  return (
    <div className={styles['filters']}>
      <div className={styles['top']}>
        <h2 className={styles['name']}>Filters</h2>
        <Button look="quiet" isDisabled={isNothingAsked} onPress={clearFilters}>
          Clear all filters
        </Button>
      </div>
      {opened !== null && (
        <Groups
          counts={opened.counts}
          active={opened.active}
          elsewhere={opened.elsewhere}
          years={opened.years}
          isWhole={isEmptyQuery}
        />
      )}
    </div>
  );
}

interface GroupsProps {
  readonly counts: FacetCounts;
  readonly active: readonly { readonly facet: Facet; readonly value: string }[];
  /** Used in the text in a way that no chip shows. */
  readonly elsewhere: readonly Facet[];
  readonly years: { readonly from: number | null; readonly to: number | null } | null;
  /** The counts are of the whole atlas. */
  readonly isWhole: boolean;
}

function Groups({ counts, active, elsewhere, years, isWhole }: GroupsProps): ReactElement {
  const switched = useSearch((state) => state.switched);
  const order = useNameOrder(counts, isWhole);
  const activeKeys = new Set(active.map(({ facet, value }) => filterKey(facet, value)));
  const isOn = (facet: Facet, value: string): boolean => {
    const key = filterKey(facet, value);
    return switched.get(key) ?? activeKeys.has(key);
  };
  const onCount = (facet: Facet, values: readonly FilterValue[]): number =>
    values.filter(({ value }) => isOn(facet, value)).length;
  const closed = (
    facet: Exclude<Facet, OpenFacet>,
    title: string,
    explanation?: string,
  ): ReactElement => {
    const values = closedValues(facet, counts);
    return (
      <FilterGroup
        key={facet}
        title={title}
        onCount={onCount(facet, values)}
        isInText={elsewhere.includes(facet)}
        {...(explanation === undefined ? {} : { explanation })}
      >
        <FilterChips facet={facet} values={values} isOn={(value) => isOn(facet, value)} />
      </FilterGroup>
    );
  };
  const yearValues = closedValues('year', counts);
  return (
    <>
      {PEM_SOURCES.map((source) => {
        const { heading, explanation } = PEM_SOURCE_WORDS[source];
        return closed(source, heading, explanation);
      })}
      {closed('level', 'Evidence level')}
      <FilterGroup
        title="Year"
        onCount={onCount('year', yearValues) + (years === null ? 0 : 1)}
        isInText={elsewhere.includes('year')}
      >
        <YearFilter years={years} span={yearSpan(counts)} />
        <FilterChips facet="year" values={yearValues} isOn={(value) => isOn('year', value)} />
      </FilterGroup>
      {NAMED.map(({ facet, title, none }) => {
        const values = openValues(facet, counts, order[facet]);
        return (
          <FilterGroup
            key={facet}
            title={title}
            onCount={onCount(facet, values)}
            isInText={elsewhere.includes(facet)}
          >
            {values.length === 0 ? (
              <p className={styles['help']}>{none}</p>
            ) : (
              <FilterChips
                facet={facet}
                values={values}
                isOn={(value) => isOn(facet, value)}
                most={MOST_NAMES}
              />
            )}
          </FilterGroup>
        );
      })}
      {closed('read', 'Read or unread')}
      {closed('retracted', 'Retracted')}
      {closed(
        'changed',
        'Changed',
        'Studies that read differently than when you saw them last. A study that you never opened is not among them.',
      )}
    </>
  );
}

type NameOrder = Readonly<Record<OpenFacet, readonly string[]>>;

/** The order of names, kept from answer to answer. */
function useNameOrder(counts: FacetCounts, isWhole: boolean): NameOrder {
  const [order, setOrder] = useState<NameOrder>({ type: [], list: [], tag: [] });
  const next: NameOrder = {
    type: orderNames(order.type, counts.type, isWhole),
    list: orderNames(order.list, counts.list, isWhole),
    tag: orderNames(order.tag, counts.tag, isWhole),
  };
  const isSame = NAMED.every(({ facet }) => next[facet] === order[facet]);
  // While rendering, as React asks for state that follows from what came before.
  if (!isSame) setOrder(next);
  return next;
}
