// The badge row: words as the atlas shows them, each with its meaning on demand, in place.
import { useId, useState, type ReactElement } from 'react';
import {
  explainBadge,
  BADGE_KINDS,
  type BadgeKind,
} from '../../../shared/domain/badge-meanings.ts';
import type { Badges as StudyBadges } from '../../../shared/domain/study.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './Study.module.css';

interface ShownBadge {
  readonly kind: BadgeKind | null;
  readonly label: string;
}

/** All badges, in the order of the page, with those nobody has seen before at the end. */
export function listBadges(badges: StudyBadges): readonly ShownBadge[] {
  const labels: Readonly<Record<BadgeKind, string | null>> = {
    level: badges.level?.label ?? null,
    confidence: badges.confidence,
    pem: badges.pem?.label ?? null,
    publicationType: badges.publicationType,
    peerReview: badges.peerReview,
    reviewState: badges.reviewState,
  };
  const known = BADGE_KINDS.flatMap((kind) => {
    const label = labels[kind];
    return label === null ? [] : [{ kind, label }];
  });
  return [...known, ...badges.unknown.map((label) => ({ kind: null, label }))];
}

/** The row of badges. */
export function Badges({ badges }: { readonly badges: StudyBadges }): ReactElement {
  const [open, setOpen] = useState<number | null>(null);
  const id = useId();
  const shown = listBadges(badges);
  if (shown.length === 0) {
    return <p className={styles['quiet']}>No badges of the atlas are known for this study.</p>;
  }
  return (
    <ul className={styles['badges']} aria-label="Badges of the atlas">
      {shown.map((badge, place) => {
        const isOpen = open === place;
        return (
          <li key={place} className={isOpen ? styles['openBadge'] : undefined}>
            <Button
              look="quiet"
              aria-expanded={isOpen}
              {...(isOpen ? { 'aria-controls': `${id}-${place}` } : {})}
              onPress={() => {
                setOpen(isOpen ? null : place);
              }}
            >
              <Badge>
                <bdi>{badge.label}</bdi>
              </Badge>
            </Button>
            {isOpen && <Meaning id={`${id}-${place}`} badge={badge} />}
          </li>
        );
      })}
    </ul>
  );
}

function Meaning({ id, badge }: { readonly id: string; readonly badge: ShownBadge }): ReactElement {
  const { name, meaning, ofLabel } = explainBadge(badge.kind, badge.label);
  return (
    <div id={id} className={styles['meaning']}>
      <p>
        <strong>{name}.</strong> {meaning}
      </p>
      {ofLabel !== '' && (
        <p>
          <bdi>“{badge.label}”</bdi>: {ofLabel}
        </p>
      )}
    </div>
  );
}
