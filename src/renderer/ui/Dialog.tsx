// A question that must be answered before going on. Escape and "Cancel" always lead back unchanged.
import type { ReactElement, ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import styles from './Dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Wide enough for a preview. */
  readonly isWide?: boolean;
}

/** A modal dialog, open for as long as it is rendered; focus returns to where it was. */
export function Dialog({ title, onClose, children, isWide = false }: DialogProps): ReactElement {
  return (
    <ModalOverlay
      className={styles['overlay'] ?? ''}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={`${styles['modal'] ?? ''} ${isWide ? (styles['wide'] ?? '') : ''}`}>
        <AriaDialog className={styles['dialog'] ?? ''}>
          <Heading slot="title" className={styles['title'] ?? ''}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The row of buttons at the end of a dialog. */
export function DialogButtons({ children }: { readonly children: ReactNode }): ReactElement {
  return <div className={styles['buttons']}>{children}</div>;
}
