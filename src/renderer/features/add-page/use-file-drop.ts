// Takes a file that is dropped onto an element.
// Invariant: a file that is dropped there never replaces the page in the window.
import { useEffect, useRef, useState, type RefObject } from 'react';

/** True while a file hangs over the element. */
export function useFileDrop(
  element: RefObject<HTMLElement | null>,
  onFile: (file: File) => void,
): boolean {
  const [isOver, setOver] = useState(false);
  const newest = useRef(onFile);
  useEffect(() => {
    newest.current = onFile;
  });
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const hover = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      // From one child to the next is not away.
      if (!(event.relatedTarget instanceof Node && target.contains(event.relatedTarget))) {
        setOver(false);
      }
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      newest.current(file);
    };
    target.addEventListener('dragover', hover);
    target.addEventListener('dragleave', leave);
    target.addEventListener('drop', drop);
    return () => {
      target.removeEventListener('dragover', hover);
      target.removeEventListener('dragleave', leave);
      target.removeEventListener('drop', drop);
    };
  }, [element]);
  return isOver;
}
