// Events that the shell answers with a callback: which device, which certificate, who the reader is.
// Invariant: each comes with something that could be chosen, in the shape that Electron gives it.
import type {
  AuthenticationResponseDetails,
  AuthInfo,
  BluetoothDevice,
  BluetoothPairingHandlerHandlerDetails,
  Certificate,
  CertificatePrincipal,
  Response as PairingAnswer,
  SelectHidDeviceDetails,
  SelectUsbDeviceDetails,
  SerialPort,
  WebFrameMain,
} from 'electron';
import { theApp } from './app.ts';
import type { StandInWindow } from './browser-window.ts';
import { sessionOf } from './session.ts';
import { emitForAnswer, type Decision } from './strict.ts';

const SERVER = 'https://x.example/';
const NOBODY: CertificatePrincipal = {
  commonName: 'x.example',
  organizations: [],
  organizationUnits: [],
  locality: '',
  state: '',
  country: '',
};
const CERTIFICATE: Omit<Certificate, 'issuerCert'> = {
  data: '',
  fingerprint: 'sha256/x',
  issuer: NOBODY,
  issuerName: 'x.example',
  serialNumber: '1',
  subject: NOBODY,
  subjectName: 'x.example',
  validStart: 0,
  validExpiry: 0,
};

function frameOf(window: StandInWindow): WebFrameMain {
  return window.contents.mainFrame as unknown as WebFrameMain;
}

const DECISIONS = {
  // Electron, session, "Event: 'select-hid-device'", 'select-usb-device': no argument cancels.
  'select-hid-device': (window: StandInWindow) => {
    const deviceList: SelectHidDeviceDetails['deviceList'] = [
      { deviceId: 'a', name: 'A', vendorId: 1, productId: 1, collections: [] },
    ];
    const details: SelectHidDeviceDetails = { deviceList, frame: frameOf(window) };
    return emitForAnswer(sessionOf(window.contents.session), 'select-hid-device', (answer) => [
      details,
      answer,
    ]);
  },
  'select-usb-device': (window: StandInWindow) => {
    const version = { deviceVersionMajor: 1, deviceVersionMinor: 0, deviceVersionSubminor: 0 };
    const usb = { usbVersionMajor: 2, usbVersionMinor: 0, usbVersionSubminor: 0 };
    const kind = { deviceClass: 0, deviceSubclass: 0, deviceProtocol: 0 };
    const deviceList: SelectUsbDeviceDetails['deviceList'] = [
      { deviceId: 'a', vendorId: 1, productId: 1, configurations: [], ...kind, ...version, ...usb },
    ];
    const details: SelectUsbDeviceDetails = { deviceList, frame: frameOf(window) };
    return emitForAnswer(sessionOf(window.contents.session), 'select-usb-device', (answer) => [
      details,
      answer,
    ]);
  },
  // "Event: 'select-serial-port'": an empty string cancels.
  'select-serial-port': (window: StandInWindow) => {
    const ports: readonly SerialPort[] = [{ portId: 'a', portName: '/dev/a' }];
    return emitForAnswer(sessionOf(window.contents.session), 'select-serial-port', (answer) => [
      ports,
      window.webContents,
      answer,
    ]);
  },
  // Electron, webContents, "Event: 'select-bluetooth-device'": an empty string cancels; the first device
  // is taken where the event is not prevented.
  'select-bluetooth-device': (window: StandInWindow) => {
    const devices: readonly BluetoothDevice[] = [{ deviceId: 'a', deviceName: 'A' }];
    return emitForAnswer(window.contents, 'select-bluetooth-device', (answer) => [devices, answer]);
  },
  // Electron, app, "Event: 'certificate-error'": true trusts it.
  'certificate-error': (window: StandInWindow) =>
    emitForAnswer(theApp, 'certificate-error', (answer) => [
      window.webContents,
      SERVER,
      'net::ERR_CERT_AUTHORITY_INVALID',
      CERTIFICATE,
      answer,
      true,
    ]),
  // "Event: 'select-client-certificate'": the first one is taken where the event is not prevented.
  'select-client-certificate': (window: StandInWindow) =>
    emitForAnswer(theApp, 'select-client-certificate', (answer) => [
      window.webContents,
      SERVER,
      [CERTIFICATE],
      answer,
    ]),
  // "Event: 'login'": without a name the request is cancelled.
  login: (window: StandInWindow) => {
    const details: AuthenticationResponseDetails = {
      url: SERVER,
      pid: 1,
      isRequestForNavigation: true,
      firstAuthAttempt: true,
    };
    const server: AuthInfo = {
      isProxy: false,
      scheme: 'basic',
      host: 'x.example',
      port: 443,
      realm: 'x',
    };
    return emitForAnswer(theApp, 'login', (answer) => [
      window.webContents,
      details,
      server,
      answer,
    ]);
  },
} as const satisfies Readonly<Record<string, (window: StandInWindow) => Decision>>;

export type DecisionName = keyof typeof DECISIONS;

/** Lets something happen that the shell must decide; gives what it decided. */
export function letDecide(window: StandInWindow, name: DecisionName): Decision {
  return DECISIONS[name](window);
}

/** A device wants to be paired; null where the shell leaves that to Electron. */
export function letPair(
  window: StandInWindow,
  pairingKind: BluetoothPairingHandlerHandlerDetails['pairingKind'],
): PairingAnswer | null {
  const { setBluetoothPairingHandler: handler } = sessionOf(window.contents.session).guards;
  let answered: PairingAnswer | null = null;
  const pin = pairingKind === 'confirmPin' ? { pin: '000000' } : {};
  handler?.({ deviceId: 'a', pairingKind, frame: frameOf(window), ...pin }, (answer) => {
    answered = answer;
  });
  return answered;
}
