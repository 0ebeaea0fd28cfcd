// Where the reader goes: screens, the open list, the open study. All of it is the place that is kept.
import { closePrint } from '../api/printing.ts';
import { useSettings, changePlace } from '../api/settings-store.ts';
import type { ListId, Slug } from '../../shared/domain/ids.ts';
import type { Place, Screen } from '../../shared/domain/settings.ts';

/** Shows a screen; the list and the study that were open stay remembered. */
export function goTo(screen: Screen): void {
  closePrint();
  changePlace({ screen });
}

/** How far all studies were scrolled when a list was opened in their place. */
let studiesScroll = 0;

/** The place that a list is, or all studies: a list begins at its top, the studies are where they were left. */
function placeOfList(list: ListId | null): Pick<Place, 'list' | 'listScroll'> {
  const { place } = useSettings.getState();
  if (list === place.list) return { list, listScroll: place.listScroll };
  if (place.list === null) studiesScroll = place.listScroll;
  return { list, listScroll: list === null ? studiesScroll : 0 };
}

/** Shows all studies, or one list in its own order. */
export function openList(list: ListId | null): void {
  closePrint();
  changePlace({ screen: list === null ? 'browse' : 'list', ...placeOfList(list) });
}

/** Opens a study among all studies. */
export function openStudy(slug: Slug): void {
  closePrint();
  changePlace({ screen: 'browse', ...placeOfList(null), slug, studyScroll: 0 });
}

type Visit = () => void;
const visitors = new Set<Visit>();

/** Opens a study as `openStudy`, and goes into it: for who came from another screen for it. */
export function visitStudy(slug: Slug): void {
  openStudy(slug);
  for (const visit of visitors) visit();
}

/** Hears of visits, until the returned function is called. */
export function onStudyVisit(visit: Visit): () => void {
  visitors.add(visit);
  return () => visitors.delete(visit);
}

/** The screen that is shown; a list that nobody has opened is no screen. */
export function useScreen(): Screen {
  return useSettings(({ place }) =>
    place.screen === 'list' && place.list === null ? 'browse' : place.screen,
  );
}
