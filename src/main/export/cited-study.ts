// A study as it is cited and reported on: what every writer of a list is given.
// Invariant: `item` is the paper; what the atlas and the reader say of it stands beside it, each under its own name.
import type { CslItem } from '../../shared/domain/csl.ts';
import type { Slug, UnixMs } from '../../shared/domain/ids.ts';
import type { Note, OwnCoding } from '../../shared/domain/library.ts';
import type { PemSource, PemValue } from '../../shared/domain/pem.ts';
import type { MirrorStudy } from '../../shared/domain/study.ts';
import type { OwnTitle } from './titles/own-title.ts';

export interface CitedStudy {
  readonly slug: Slug;
  /** The key that is written. */
  readonly key: string;
  /** Older keys of the study, which texts may still cite. */
  readonly aliases: readonly string[];
  /**
   * Where this is no paper but the atlas's own reading of one (`atlas-snapshot.ts`): the paper's key.
   * Writers of bibliographies write it as any other work.
   */
  readonly readingOf?: string;
  readonly item: CslItem;
  /** Which capitals of the title the reader wants kept, for writers that protect; its words are the item's title. */
  readonly ownTitle?: OwnTitle | null;
  /** When the shown version of the study came, not when it was last looked at; null where it is the starter set's. */
  readonly asOf: UnixMs | null;
  readonly retracted: boolean;
  /** What each of the three sources says of PEM. */
  readonly pem: Readonly<Record<PemSource, PemValue>>;
  /** As the copy has it, else as it was last shown; null where the library's own copy of the citation is all there is. */
  readonly study: MirrorStudy | null;
  readonly coding: OwnCoding | null;
  /** Oldest first. */
  readonly notes: readonly Note[];
}
