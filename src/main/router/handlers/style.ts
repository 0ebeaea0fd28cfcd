// Methods of citation styles: which there are, adding one from its file, removing one.
// Invariant: a style is kept only after it has formatted something; what comes with the program stays.
import { AppError } from '../../../shared/contract/errors.ts';
import { STYLE_CREDIT } from '../../../shared/domain/citation-styles.ts';
import { readStyle } from '../../export/styles/read-style.ts';
import { SHIPPED_STYLES } from '../../export/styles/shipped-styles.ts';
import type { Services } from '../../services.ts';
import type { AddedStyle } from '../../storage/library/styles.ts';
import { readStyleFile } from '../../styles/read-style-file.ts';
import { chooseStyleName } from '../../styles/style-name.ts';
import { TRIAL_ITEMS } from '../../styles/trial-items.ts';
import type { Handler } from '../router.ts';

/** `style.list`: those that come with the program, then those that were added, by name. */
export const listStyles: Handler<Services, 'style.list'> = async (services) => {
  const { library } = await services.open();
  const shelf = await services.styles.shelf();
  return { styles: shelf.list(library.styles.all()), credit: STYLE_CREDIT };
};

/** `style.add`. Errors: `invalid-input` (no style, or none that can be used), `file-unreadable`, `name-taken`. */
export const addStyle: Handler<Services, 'style.add'> = async (services, { from, name }) => {
  const text = 'text' in from ? from.text : readStyleFile(services.platform.files, from.file);
  const { facts } = readStyle(text);
  const { library } = await services.open();
  const shelf = await services.styles.shelf();
  const others = library.styles.all();
  const chosen = chooseStyleName(name, facts, others);
  const style: AddedStyle = {
    ...{ name: chosen, title: facts.title, uri: facts.uri, parentUri: facts.parentUri },
    ...{ text, addedAt: services.platform.now() },
  };
  const old = others.find((other) => other.name === chosen);
  const after = [...others.filter((other) => other !== old), style];
  const usable = shelf.find(chosen, after);
  for (const part of ['citation', 'bibliography'] as const) {
    if (part === 'citation' || usable.hasBibliography) {
      await services.styles.format(usable, TRIAL_ITEMS, part);
    }
  }
  library.styles.put(style);
  return {
    style: listed(shelf.list(after), chosen),
    replaced: old !== undefined && old.text !== text,
    remark: usable.remark,
    undo: library.undo.takeRecorded(),
  };
};

/** `style.remove`. Errors: `not-found`, `invalid-input` for one that comes with the program, `conflict` where others use its rules. */
export const removeStyle: Handler<Services, 'style.remove'> = async (services, { name }) => {
  const { library } = await services.open();
  const wanted = name.trim().toLowerCase();
  const shipped = SHIPPED_STYLES.find((style) => style.name === wanted);
  if (shipped !== undefined) {
    throw new AppError(
      'invalid-input',
      `“${shipped.title}” comes with the program and stays. Nothing was changed.`,
    );
  }
  const all = library.styles.all();
  const style = all.find((one) => one.name === wanted);
  if (style === undefined) {
    throw new AppError(
      'not-found',
      `There is no style “${name.slice(0, 60)}” that was added. Nothing was changed.`,
      { ref: name.slice(0, 60) },
    );
  }
  const shelf = await services.styles.shelf();
  const users = shelf.list(all).filter(({ parent }) => parent === wanted);
  if (users.length > 0) {
    throw new AppError(
      'conflict',
      `“${style.title}” stays, because ${users.map(({ title }) => `“${title}”`).join(', ')} uses its rules. Nothing was changed. Remove that first.`,
    );
  }
  library.styles.remove(wanted, services.platform.now());
  return { title: style.title, undo: library.undo.takeRecorded() };
};

function listed<Style extends { readonly name: string }>(
  styles: readonly Style[],
  name: string,
): Style {
  const style = styles.find((one) => one.name === name);
  if (style === undefined) throw new Error(`the style ${name} is not listed`);
  return style;
}
