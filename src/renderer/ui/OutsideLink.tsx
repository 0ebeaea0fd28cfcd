// Links that lead out of the app, into the reader's browser.
// Invariant: an address that is not of the web is shown as the plain text that it is.
import { Fragment, type ReactElement, type ReactNode } from 'react';
import styles from './OutsideLink.module.css';
import { partsWithAddresses, webAddress } from './web-address.ts';

export interface OutsideLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** High enough to be hit easily: for a link that stands alone, not in a sentence. */
  readonly isAlone?: boolean;
}

/** A link to the web; its children as plain text where the address is none. */
export function OutsideLink({ href, children, isAlone = false }: OutsideLinkProps): ReactElement {
  const address = webAddress(href);
  if (address === null) return <span>{children}</span>;
  return (
    <a
      className={isAlone ? styles['alone'] : undefined}
      href={address}
      target="_blank"
      rel="noopener noreferrer"
    >
      {children}
    </a>
  );
}

/** A text in which addresses of the web are links. */
export function LinkedText({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {partsWithAddresses(text).map((part, place) => (
        <Fragment key={place}>
          {part.address === null ? (
            part.text
          ) : (
            <OutsideLink href={part.address}>{part.text}</OutsideLink>
          )}
        </Fragment>
      ))}
    </>
  );
}
