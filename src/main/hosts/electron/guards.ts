// What no page of this program may do: leave, open windows, download, ask for devices or permissions.
// Invariant: the guards are put up for contents and sessions of any kind when they come to be, so that
// there is none without them; everything that is not expressly needed is refused.
import { app, type Session, type WebContents } from 'electron';
import { isOwnAddress } from './app-protocol.ts';
import { LinkOpener } from './open-outside.ts';

interface Preventable {
  preventDefault(): void;
}

const guarded = new WeakSet<Session>();
const links = new LinkOpener();
let isProgramGuarded = false;

/** Puts up the guards that hold for the whole program; before the first window. May be called again. */
export function guardProgram(): void {
  if (isProgramGuarded) return;
  isProgramGuarded = true;
  app.on('web-contents-created', (_event, contents) => {
    guardSession(contents.session);
    guardContents(contents);
  });
  // Nothing here speaks to a server through Chromium: whoever wants to know who the reader is, or to be
  // trusted in spite of a bad certificate, is no part of the program.
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
  app.on('login', (event, _contents, _details, _server, answer) => {
    event.preventDefault();
    answer();
  });
}

/** Keeps everything that lives in a session on this computer, and refuses it all permissions. */
export function guardSession(session: Session): void {
  if (guarded.has(session)) return;
  guarded.add(session);
  // The window asks for nothing outside; what a defect or a library might ask for ends here.
  session.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !/^(?:app|devtools|blob):/u.test(details.url) });
  });
  // It would fetch dictionaries from Google's servers, past this guard.
  session.setSpellCheckerEnabled(false);
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => {
    answer({ confirmed: false });
  });
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    choose();
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    choose();
  });
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose('');
  });
  // Files are written by the core, to where the reader said in a dialog.
  session.on('will-download', prevent);
}

function guardContents(contents: WebContents): void {
  contents.on('will-navigate', prevent);
  contents.on('will-frame-navigate', prevent);
  contents.on('will-redirect', prevent);
  contents.on('will-attach-webview', prevent);
  // Without this the first device in reach would be taken.
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose('');
  });
  contents.setWindowOpenHandler(({ url, postBody }) => {
    // A form that is sent is no link; and nothing but our own page has links.
    if ((postBody ?? null) === null && isOwnAddress(contents.getURL())) links.open(contents, url);
    return { action: 'deny' };
  });
}

function prevent(event: Preventable): void {
  event.preventDefault();
}
