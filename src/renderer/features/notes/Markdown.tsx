// A note's Markdown as text with form. Loaded when the first note is shown.
// Invariant: no HTML, no images from elsewhere, no address but the web's; what is not shown is told as text.
import { createElement, type ReactElement, type ReactNode } from 'react';
import ReactMarkdown, { type Components, type ExtraProps } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { OutsideLink } from '../../ui/OutsideLink.tsx';
import { webAddress } from '../../ui/web-address.ts';
import styles from './Notes.module.css';
import { textClass } from './text-class.ts';

export interface MarkdownProps {
  readonly text: string;
  /** Tells the footnotes of one note from those of another. */
  readonly prefix: string;
}

type WithChildren = ExtraProps & { readonly children?: ReactNode };

// Inside of the page a note's headings stand below its own.
function heading(level: 'h4' | 'h5' | 'h6') {
  return function NoteHeading({ children }: WithChildren): ReactElement {
    return createElement(level, null, children);
  };
}

const COMPONENTS: Components = {
  h1: heading('h4'),
  h2: heading('h5'),
  h3: heading('h6'),
  h4: heading('h6'),
  h5: heading('h6'),
  h6: heading('h6'),
  a({ href, children }) {
    const address = webAddress(href ?? '');
    return address === null ? (
      <span>{children}</span>
    ) : (
      <OutsideLink href={address}>{children}</OutsideLink>
    );
  },
  img({ src, alt }) {
    const address = typeof src === 'string' ? src : '';
    return (
      <span>
        [Image: {[alt ?? '', address].filter((part) => part !== '').join(', ') || 'no description'}]
      </span>
    );
  },
  input: ({ checked }) => <span>{checked === true ? '[done] ' : '[to do] '}</span>,
  table: ({ children }) => (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that keys can scroll a wide table
    <div className={styles['tableRoom']} tabIndex={0} role="group" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
};

const PLUGINS = [remarkGfm];

/** Rendered Markdown. */
export function Markdown({ text, prefix }: MarkdownProps): ReactElement {
  return (
    <div className={textClass('markdown', text)} dir="auto">
      <ReactMarkdown
        remarkPlugins={PLUGINS}
        remarkRehypeOptions={{ clobberPrefix: `${prefix}-` }}
        components={COMPONENTS}
        urlTransform={(address) => address}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}
