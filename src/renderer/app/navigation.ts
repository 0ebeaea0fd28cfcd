// Where the reader goes: screens, the open list, the open study. All of it is the place that is kept.
import { useSettings, changePlace } from '../api/settings-store.ts';
import type { ListId, Slug } from '../../shared/domain/ids.ts';
import type { Screen } from '../../shared/domain/settings.ts';

/** Shows a screen; the list and the study that were open stay remembered. */
export function goTo(screen: Screen): void {
  changePlace({ screen });
}

/** Shows all studies, or one list in its own order. */
export function openList(list: ListId | null): void {
  changePlace({ screen: list === null ? 'browse' : 'list', list, listScroll: 0 });
}

/** Opens a study among all studies. */
export function openStudy(slug: Slug): void {
  changePlace({ screen: 'browse', list: null, slug, studyScroll: 0 });
}

/** The screen that is shown; a list that nobody has opened is no screen. */
export function useScreen(): Screen {
  return useSettings(({ place }) =>
    place.screen === 'list' && place.list === null ? 'browse' : place.screen,
  );
}
