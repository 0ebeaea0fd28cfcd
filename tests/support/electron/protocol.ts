// `protocol`: schemes with privileges, and what answers them in a session.
// Invariant: schemes are registered once, before the app is ready; a scheme has one handler in a session.
import type { CustomScheme, Protocol } from 'electron';
import { needsStarting } from './lifecycle.ts';
import { refuse, strict } from './strict.ts';

type SchemeHandler = Parameters<Protocol['handle']>[1];

let schemes: readonly CustomScheme[] | null = null;

/** The schemes that were registered. */
export function registeredSchemes(): readonly CustomScheme[] {
  return schemes ?? [];
}

export const protocol = strict('protocol', {
  // Electron, protocol, "protocol.registerSchemesAsPrivileged": before `ready`, and only once.
  registerSchemesAsPrivileged(customSchemes: CustomScheme[]): void {
    needsStarting('protocol.registerSchemesAsPrivileged');
    if (schemes !== null) throw new Error('registerSchemesAsPrivileged is called a second time');
    schemes = customSchemes;
  },
  handle(scheme: string): void {
    // The default session's: the shell's window has a session of its own.
    refuse(`protocol.handle('${scheme}')`);
  },
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>);

/** The schemes of one session. */
export class SessionProtocol implements Pick<
  Protocol,
  'handle' | 'unhandle' | 'isProtocolHandled'
> {
  private readonly handlers = new Map<string, SchemeHandler>();

  // Electron, protocol, "protocol.handle": a scheme that is `standard` must have been registered as such.
  handle(scheme: string, handler: SchemeHandler): void {
    if (registeredSchemes().every((known) => known.scheme !== scheme)) {
      throw new Error(`the scheme "${scheme}" has not been registered as privileged`);
    }
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.handlers.set(scheme, handler);
  }
  unhandle(scheme: string): void {
    if (!this.handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }
  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }
  /** The handler of a scheme, for what the session asks. */
  handlerOf(address: string): SchemeHandler | null {
    return this.handlers.get(address.slice(0, address.indexOf(':'))) ?? null;
  }
}
