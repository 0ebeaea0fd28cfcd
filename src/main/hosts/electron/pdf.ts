// Makes a PDF of the window as its page would be printed.
// Invariant: it is made of our own page alone, and given back to it: where it is put, the core decides.
import { ipcMain, type BrowserWindow } from 'electron';
import { success } from '../../../shared/contract/envelope.ts';
import { PDF_CHANNEL } from '../../../shared/contract/names.ts';
import { isFromOurPage } from './calls.ts';

/** Answers the window's question for a PDF with its bytes in base64. */
export function answerPdf(window: BrowserWindow): void {
  ipcMain.handle(PDF_CHANNEL, async (event) => {
    if (!isFromOurPage(window, event)) {
      throw new Error('This is answered for the window of the program alone.');
    }
    const bytes = await window.webContents.printToPDF({ pageSize: 'A4', generateTaggedPDF: true });
    return success({ pdf: Buffer.from(bytes).toString('base64') });
  });
}
