// Help, all of it offline: how to search, what the badges mean, every command with its keys.
// Invariant: made from the same tables as the app itself, so that it cannot be out of date.
import type { ReactElement } from 'react';
import { BADGE_MEANINGS } from '../../../shared/domain/badge-meanings.ts';
import { MACHINE_MADE } from '../../../shared/domain/study.ts';
import { QUERY_HELP } from '../../../shared/domain/query-help.ts';
import { keysOf } from '../../commands/keymap.ts';
import { COMMANDS, COMMAND_GROUPS, COMMAND_IDS } from '../../../shared/domain/commands.ts';
import { isMac } from '../../commands/use-keyboard.ts';
import { Part, Screen } from '../../ui/Screen.tsx';
import styles from './HelpView.module.css';

/** The screen "Help". */
export function HelpView(): ReactElement {
  return (
    <Screen title="Help">
      <Part title="What this is">
        <p>
          An offline companion to the ME/CFS Atlas, an index of studies on ME/CFS. You can read,
          annotate and list the studies of your copy, see whether post-exertional malaise (PEM) was
          required for taking part, and carry the citations into LaTeX.
        </p>
        <p>{MACHINE_MADE}</p>
        <p>
          Where nothing is said about PEM, the companion says “not stated”. That is not “no”: it
          means that the source is silent.
        </p>
      </Part>
      <Part title="How to search">
        <dl className={styles['terms']}>
          {QUERY_HELP.map(({ form, meaning, example }) => (
            <div key={form} className={styles['term']}>
              <dt>
                <code>{form}</code>
              </dt>
              <dd>
                {meaning} <span className={styles['example']}>For example: {example}</span>
              </dd>
            </div>
          ))}
        </dl>
        <p>Upper and lower case, accents, and Greek letters or their names make no difference.</p>
      </Part>
      <Part title="What the badges mean">
        <dl className={styles['terms']}>
          {BADGE_MEANINGS.map(({ label, meaning }) => (
            <div key={label} className={styles['term']}>
              <dt>{label}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Shortcuts />
    </Screen>
  );
}

function Shortcuts(): ReactElement {
  const isOnMac = isMac();
  return (
    <Part title="Commands and their keys">
      <p>
        Keys of one letter work outside of text fields, and can be switched off in the settings. In
        the list of studies, the arrow keys move, Space selects, Enter goes into the study.
      </p>
      {COMMAND_GROUPS.map((group) => (
        <table key={group} className={styles['keys']}>
          <caption>{group}</caption>
          <tbody>
            {COMMAND_IDS.filter((id) => COMMANDS[id].group === group).map((id) => (
              <tr key={id}>
                <th scope="row">{COMMANDS[id].title}</th>
                <td>
                  {keysOf(id, isOnMac).map((keys, place) => (
                    <span key={keys}>
                      {place > 0 && ' or '}
                      <kbd>{keys}</kbd>
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </Part>
  );
}
