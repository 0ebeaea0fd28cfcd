// The screen "Copy of the atlas": its parts, one after the other, or one receipt whole.
// Invariant: a thin composition; each part asks for what it shows.
import { useState, type ReactElement } from 'react';
import { closeReceipt, useReceiptPlace } from '../../api/receipt-place.ts';
import { useSettings } from '../../api/settings-store.ts';
import { useSyncState } from '../../api/sync-store.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { Screen } from '../../ui/Screen.tsx';
import { BundlePart } from './BundlePart.tsx';
import { CopyFacts } from './CopyFacts.tsx';
import { DecisionPart } from './DecisionPart.tsx';
import { LastReceipt } from './LastReceipt.tsx';
import { MakeBundle } from './MakeBundle.tsx';
import { NowPart } from './NowPart.tsx';
import { OpenStudy } from './open-study.ts';
import { ReceiptsPart } from './ReceiptsPart.tsx';
import { ReceiptView } from './ReceiptView.tsx';
import { RereadPart } from './RereadPart.tsx';
import { SourcePart } from './SourcePart.tsx';
import { useRunActions } from './use-run-actions.ts';

export interface SyncViewProps {
  readonly onOpenStudy: (slug: Slug) => void;
}

/** The screen. */
export function SyncView({ onOpenStudy }: SyncViewProps): ReactElement {
  const receipt = useReceiptPlace((place) => place.open);
  return (
    <OpenStudy value={onOpenStudy}>
      {receipt !== null && <ReceiptView key={receipt} id={receipt} onClose={closeReceipt} />}
      <CopyScreen isShown={receipt === null} />
    </OpenStudy>
  );
}

/** All parts. Beside an open receipt it is there without them: its commands work, and what was typed stays. */
function CopyScreen({ isShown }: { readonly isShown: boolean }): ReactElement | null {
  const sync = useSyncState();
  const kept = useSettings((state) => state.settings.source);
  const [typed, setTyped] = useState<string | null>(null);
  const source = typed ?? kept;
  const actions = useRunActions(sync, source);
  if (!isShown) return null;
  return (
    <Screen title="Copy of the atlas">
      <DecisionPart pending={sync?.unfinished?.pendingRemoval ?? null} />
      <NowPart sync={sync} actions={actions} />
      <SourcePart source={source} onChange={setTyped} />
      <CopyFacts />
      <BundlePart />
      <MakeBundle />
      <LastReceipt receipt={sync?.receipt ?? null} />
      <ReceiptsPart />
      <RereadPart isRunning={sync?.isRunning === true} />
    </Screen>
  );
}
