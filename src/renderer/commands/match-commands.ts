// Finds commands by what is typed into the palette.
// Invariant: pure; every word that was typed begins a word of the title or of its group.
import { foldWords } from '../../shared/util/fold-text.ts';
import { COMMANDS, COMMAND_IDS, type CommandId } from '../../shared/domain/commands.ts';

/** The commands that fit, in the order of the table; all for an empty text. */
export function matchCommands(typed: string): readonly CommandId[] {
  const wanted = foldWords(typed);
  return COMMAND_IDS.filter((id) => {
    const { title, group } = COMMANDS[id];
    const words = foldWords(`${title} ${group}`);
    return wanted.every((word) => words.some((each) => each.startsWith(word)));
  });
}
