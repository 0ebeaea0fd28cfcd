// `powerMonitor`, `nativeTheme`, `safeStorage`: what the system says, which here is what the test says.
// Invariant: a value that Electron does not take is refused.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type {
  DecryptStringAsyncReturnValue,
  NativeTheme,
  PowerMonitor,
  SafeStorage,
} from 'electron';
import { theApp } from './app.ts';
import { StandInWindow } from './browser-window.ts';
import { needsReady } from './lifecycle.ts';
import { eventsOf, KnownEmitter, strict } from './strict.ts';

export const thePowerMonitor = new KnownEmitter(
  'powerMonitor',
  eventsOf<PowerMonitor>()(
    'suspend',
    'resume',
    'shutdown',
    'on-ac',
    'on-battery',
    'lock-screen',
    'unlock-screen',
  ),
);
export const powerMonitor = strict('powerMonitor', thePowerMonitor);

const SOURCES: readonly NativeTheme['themeSource'][] = ['system', 'light', 'dark'];

class StandInTheme
  extends KnownEmitter
  implements Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'>
{
  private source: NativeTheme['themeSource'] = 'system';
  private isSystemDark = false;

  constructor() {
    super('nativeTheme', eventsOf<NativeTheme>()('updated'));
  }
  get themeSource(): NativeTheme['themeSource'] {
    return this.source;
  }
  // Electron, nativeTheme, "nativeTheme.themeSource": overrides what the system wants, also for
  // `prefers-color-scheme` in pages; `updated` is emitted.
  set themeSource(source: NativeTheme['themeSource']) {
    if (!SOURCES.includes(source)) throw new TypeError(`no theme source: ${source}`);
    this.source = source;
    this.changed();
  }
  get shouldUseDarkColors(): boolean {
    return this.source === 'system' ? this.isSystemDark : this.source === 'dark';
  }
  /** The system turns dark or light. */
  setSystemDark(isDark: boolean): void {
    this.isSystemDark = isDark;
    this.changed();
  }
  private changed(): void {
    for (const { contents } of StandInWindow.all()) {
      contents.renderer.setDark(this.shouldUseDarkColors);
    }
    this.emit('updated');
  }
}

export const theTheme = new StandInTheme();
export const nativeTheme = strict('nativeTheme', theTheme);

const IV_BYTES = 12;
const TAG_BYTES = 16;

// The same in the next start over the same folder, as a system's key store is.
function key(): Buffer {
  return createHash('sha256').update(theApp.getPath('userData')).digest();
}

export const safeStorage = strict('safeStorage', {
  // Electron, safeStorage: when the app is ready. The ways that do not wait are deprecated.
  isAsyncEncryptionAvailable: () => Promise.resolve(theApp.isReady()),
  encryptStringAsync(plainText: string): Promise<Buffer> {
    needsReady('safeStorage.encryptStringAsync');
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key(), iv);
    const body = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Promise.resolve(Buffer.concat([iv, cipher.getAuthTag(), body]));
  },
  // "safeStorage.decryptStringAsync": rejects where it cannot.
  async decryptStringAsync(encrypted: Buffer): Promise<DecryptStringAsyncReturnValue> {
    needsReady('safeStorage.decryptStringAsync');
    await Promise.resolve();
    const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(0, IV_BYTES));
    decipher.setAuthTag(encrypted.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const body = decipher.update(encrypted.subarray(IV_BYTES + TAG_BYTES));
    const result = Buffer.concat([body, decipher.final()]).toString('utf8');
    return { result, shouldReEncrypt: false };
  },
} satisfies Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>);
