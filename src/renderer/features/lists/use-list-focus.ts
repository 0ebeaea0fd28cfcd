// Which study of a list has the focus, and which are chosen.
// Invariant: the focus goes with its study when the order changes, and to the next one when the study
// leaves; the choice holds studies of this list only, and ends with the view.
import { useEffect, useMemo, useState } from 'react';
import { useOpenSlug } from '../../api/open-study.ts';
import { select, useSelection } from '../../api/selection.ts';
import { changePlace } from '../../api/settings-store.ts';
import type { Slug } from '../../../shared/domain/ids.ts';

export interface ListFocus {
  readonly activePlace: number;
  readonly activeSlug: Slug | null;
  readonly openSlug: Slug | null;
  readonly selected: ReadonlySet<Slug>;
  /** In the list's order. */
  readonly chosen: readonly Slug[];
  /** Focuses and opens the study at a place. */
  readonly activate: (place: number) => void;
  /** Keeps the focus on a study that is being moved, without opening it. */
  readonly follow: (slug: Slug, place: number) => void;
  readonly toggle: (place: number) => void;
  readonly extend: (place: number) => void;
}

interface Active {
  readonly slug: Slug | null;
  readonly place: number;
}

/** The focus within an order of studies. */
export function useListFocus(order: readonly Slug[]): ListFocus {
  const openSlug = useOpenSlug();
  const slugs = useSelection((state) => state.slugs);
  const [active, setActive] = useState<Active>({ slug: openSlug, place: 0 });
  const [anchor, setAnchor] = useState<Slug | null>(null);
  const selected = useMemo(() => {
    const inList = new Set(order);
    return new Set(slugs.filter((slug) => inList.has(slug)));
  }, [order, slugs]);
  useEffect(() => {
    select([]);
    return () => {
      select([]);
    };
  }, []);
  useEffect(() => {
    // Studies that were taken out are no longer chosen, for any command.
    if (order.length > 0 && selected.size < slugs.length) select([...selected]);
  }, [order, selected, slugs]);

  const found = active.slug === null ? -1 : order.indexOf(active.slug);
  const activePlace = found >= 0 ? found : Math.max(0, Math.min(active.place, order.length - 1));
  const focus = (place: number): void => {
    const slug = order[place] ?? null;
    setActive({ slug, place });
    // What opens has its beginning in sight.
    if (slug !== null && slug !== openSlug) changePlace({ slug, studyScroll: 0 });
  };
  return {
    activePlace,
    activeSlug: order[activePlace] ?? null,
    openSlug,
    selected,
    chosen: order.filter((slug) => selected.has(slug)),
    activate: (place) => {
      setAnchor(order[place] ?? null);
      focus(place);
    },
    follow: (slug, place) => {
      setActive({ slug, place });
    },
    toggle: (place) => {
      const slug = order[place];
      if (slug === undefined) return;
      setAnchor(slug);
      setActive({ slug, place });
      select(
        selected.has(slug) ? [...selected].filter((each) => each !== slug) : [...selected, slug],
      );
    },
    extend: (place) => {
      const from = anchor === null ? activePlace : Math.max(0, order.indexOf(anchor));
      const range = order.slice(Math.min(from, place), Math.max(from, place) + 1);
      if (anchor === null) setAnchor(order[activePlace] ?? null);
      select([...new Set([...selected, ...range])]);
      focus(place);
    },
  };
}
