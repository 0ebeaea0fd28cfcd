// What the system hands over: a link is a slug and nothing else, a bundle is a file that is there.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bundleOf,
  findHandedOver,
  slugOfLink,
} from '../../../src/main/hosts/electron/handed-over.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

describe('a link', () => {
  it.each([
    ['mecfs-atlas://study/naviaux-2016-metabolomics', 'naviaux-2016-metabolomics'],
    ['mecfs-atlas://study/naviaux-2016-metabolomics/', 'naviaux-2016-metabolomics'],
    ['MECFS-ATLAS://study/naviaux-2016-metabolomics', 'naviaux-2016-metabolomics'],
  ])('%s opens a study', (link, slug) => {
    expect(slugOfLink(link)).toBe(slug);
  });

  it.each([
    'mecfs-atlas://study/',
    'mecfs-atlas://study/a/b',
    'mecfs-atlas://study/../../etc/passwd',
    'mecfs-atlas://study/%2e%2e',
    'mecfs-atlas://study/a?command=list.delete',
    'mecfs-atlas://study/a#x',
    'mecfs-atlas://command/list.delete',
    'mecfs-atlas:study/a',
    'https://study/a',
    'mecfs-atlas://study/<script>',
    'mecfs-atlas://study/a b',
    `mecfs-atlas://study/${'a'.repeat(10_000)}`,
    ' mecfs-atlas://study/a',
    '',
  ])('%s opens nothing', (link) => {
    expect(slugOfLink(link)).toBeNull();
  });
});

describe('a file', () => {
  it('with the ending of a bundle is taken, by its name in the folder of the start', () => {
    const folder = makeTempDir('handed');
    writeFileSync(path.join(folder, 'copy.mecfs-atlas'), '');
    writeFileSync(path.join(folder, 'notes.txt'), '');
    mkdirSync(path.join(folder, 'folder.mecfs-atlas'));
    expect(bundleOf('copy.mecfs-atlas', folder)).toBe(path.join(folder, 'copy.mecfs-atlas'));
    expect(bundleOf('notes.txt', folder)).toBeNull();
    expect(bundleOf('folder.mecfs-atlas', folder)).toBeNull();
    expect(bundleOf('missing.mecfs-atlas', folder)).toBeNull();
    expect(bundleOf('--data=x.mecfs-atlas', folder)).toBeNull();
  });
});

describe('the words of a start', () => {
  it('give the first link or bundle, and nothing for switches', () => {
    const folder = makeTempDir('handed');
    const link = 'mecfs-atlas://study/naviaux-2016-metabolomics';
    expect(findHandedOver(['--data=/x', '.', link], folder)).toEqual({
      kind: 'study',
      slug: 'naviaux-2016-metabolomics',
    });
    expect(findHandedOver(['--data=/x', '--no-sandbox'], folder)).toBeNull();
  });
});
