// The commands that copy citations: of what is selected, else of the open study.
// Invariant: each form is one command of the table; what was copied stands in the status line.
import { copyCitation } from '../api/copy-citation.ts';
import { chosenSlugs, useSelection } from '../api/selection.ts';
import { useCommand } from '../commands/registry.ts';
import type { CopyForm } from '../../shared/domain/citation-styles.ts';
import type { Slug } from '../../shared/domain/ids.ts';

/** Answers them while there is a study to cite and it is in sight. */
export function useCiteCommands(openSlug: Slug | null, isShown: boolean): void {
  const hasSelection = useSelection((state) => state.slugs.length > 0);
  const isOn = isShown && (openSlug !== null || hasSelection);
  const copy = (as: CopyForm) => (): void => {
    void copyCitation(chosenSlugs(openSlug), as);
  };
  useCommand('cite.latex', copy('cite'), isOn);
  useCommand('cite.parenthesis', copy('parencite'), isOn);
  useCommand('cite.pandoc', copy('pandoc'), isOn);
  useCommand('cite.formatted', copy('rich'), isOn);
  useCommand('cite.plain', copy('text'), isOn);
  useCommand('cite.bibtex', copy('bibtex'), isOn);
}
