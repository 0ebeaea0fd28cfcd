// The dialog of the palette: a field, and the commands that its words fit.
// Invariant: what nobody answers now is not offered.
import { useState, type ReactElement } from 'react';
import { Autocomplete, Input, Label, Menu, MenuItem, SearchField } from 'react-aria-components';
import { Dialog } from '../ui/Dialog.tsx';
import styles from './CommandPalette.module.css';
import { keysOf } from './keymap.ts';
import { matchCommands } from './match-commands.ts';
import { canRun } from './registry.ts';
import { COMMANDS } from '../../shared/domain/commands.ts';
import { isMac } from './use-keyboard.ts';

export interface PaletteDialogProps {
  readonly onClose: () => void;
  /** Told the name of a command. */
  readonly onChosen: (name: string) => void;
}

/** The open palette. */
export function PaletteDialog({ onClose, onChosen }: PaletteDialogProps): ReactElement {
  return (
    <Dialog title="All commands" onClose={onClose}>
      <Palette onChosen={onChosen} />
    </Dialog>
  );
}

function Palette({ onChosen }: { readonly onChosen: (name: string) => void }): ReactElement {
  const [typed, setTyped] = useState('');
  const found = matchCommands(typed).filter((id) => id !== 'palette.open' && canRun(id));
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField className={styles['search'] ?? ''} autoFocus>
        <Label>Find a command</Label>
        <Input className={styles['input'] ?? ''} />
      </SearchField>
      {/* It scrolls, so that it must be reached by key. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles['menu']} role="region" aria-label="Commands found" tabIndex={0}>
        <Menu
          aria-label="Commands"
          items={found.map((id) => ({ id }))}
          renderEmptyState={() => <p className={styles['empty']}>No command fits these words.</p>}
          onAction={(key) => {
            onChosen(String(key));
          }}
        >
          {({ id }) => (
            <MenuItem id={id} textValue={COMMANDS[id].title} className={styles['item'] ?? ''}>
              <span>{COMMANDS[id].title}</span>
              <kbd className={styles['keys']}>{keysOf(id, isMac()).join(' or ')}</kbd>
            </MenuItem>
          )}
        </Menu>
      </div>
    </Autocomplete>
  );
}
