// The program's version, as package.json states it; inlined by the build.
export { version as APP_VERSION } from '../../package.json';
