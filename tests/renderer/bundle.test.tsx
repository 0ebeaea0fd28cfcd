// @vitest-environment jsdom
// A bundle as a reader meets it in the window: chosen, looked into, taken in; and one that is made.
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { runCommand } from '../../src/renderer/commands/registry.ts';
import { BundlePart } from '../../src/renderer/features/sync/BundlePart.tsx';
import { MakeBundle } from '../../src/renderer/features/sync/MakeBundle.tsx';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { BundleInfoView } from '../../src/shared/contract/types.ts';
import { EXAMPLE_TIME } from '../support/example-answers.ts';
import { slugOf } from '../support/example-lists.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';

const INFO: BundleInfoView = {
  createdAt: EXAMPLE_TIME,
  maker: 'Ada of the reading group',
  program: { name: 'ME/CFS Atlas Companion', version: '0.1.0' },
  sources: ['https://www.mecfsatlas.com'],
  count: 6145,
  withPages: 6145,
  bytes: 61_000_000,
  sha256: 'ab',
};
const RECEIPT = {
  bundle: INFO,
  startedAt: EXAMPLE_TIME,
  finishedAt: EXAMPLE_TIME,
  added: [slugOf(1), slugOf(2)],
  changed: [slugOf(3)],
  unchanged: 7,
  kept: [slugOf(4)],
};

function open(answers: FakeAnswers, view = <BundlePart />): FakeBridge {
  const bridge = createFakeBridge({
    'file.places': () => ({ chooser: 'download', folders: [] }),
    'bundle.verify': () => INFO,
    'bundle.import': () => RECEIPT,
    ...answers,
  });
  connect(bridge);
  render(view);
  return bridge;
}

const asked = (bridge: FakeBridge): string[] =>
  bridge.calls.map(({ method }) => method).filter((method) => method !== 'file.places');

describe('a bundle', () => {
  it('is shown before anything is taken in, and taken in when the reader says so', async () => {
    const bridge = open({});
    const field = await screen.findByLabelText('Choose a bundle (.mecfs-atlas)');
    const file = new File(['x'], 'ada.mecfs-atlas');
    await userEvent.upload(field, file);
    const found = await screen.findByRole('region', { name: 'What is in the bundle' });
    expect(found).toHaveTextContent('Made by Ada of the reading group on 22 November 2026');
    expect(found).toHaveTextContent('6,145 studies, each with its page as received');
    expect(found).toHaveTextContent('ada.mecfs-atlas');
    expect(asked(bridge)).toEqual(['upload', 'bundle.verify']);
    await userEvent.click(within(found).getByRole('button', { name: 'Take it in' }));
    expect(await screen.findByText(/2 studies were added, 1 changed, 7 unchanged/u)).toBeVisible();
    expect(screen.getByText(/1 study stays as in your copy/u)).toBeVisible();
    expect(screen.getByText(/not checked against the site/u)).toBeVisible();
    expect(asked(bridge)).toEqual(['upload', 'bundle.verify', 'bundle.import']);
    expect(bridge.calls.at(-1)?.input).toEqual({ file: 'uploaded' });
  });

  it('that the reader thinks better of is not taken in', async () => {
    const bridge = open({});
    await userEvent.upload(
      await screen.findByLabelText('Choose a bundle (.mecfs-atlas)'),
      new File(['x'], 'ada.mecfs-atlas'),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Not now' }));
    expect(screen.getByText('Nothing was taken in.')).toBeVisible();
    expect(asked(bridge)).not.toContain('bundle.import');
  });

  it('that is damaged is told in the core’s words, and another can be chosen', async () => {
    open({
      'bundle.verify': () => {
        throw new AppError('bundle-damaged', 'This bundle cannot be used. Nothing was changed.');
      },
    });
    const field = await screen.findByLabelText('Choose a bundle (.mecfs-atlas)');
    await userEvent.upload(field, new File(['x'], 'bad.mecfs-atlas'));
    expect(await screen.findByRole('alert')).toHaveTextContent('This bundle cannot be used.');
    expect(field).toBeEnabled();
    expect(screen.queryByRole('button', { name: 'Take it in' })).toBeNull();
  });

  it('says how far it is, as the core tells it', async () => {
    let answer = (): void => undefined;
    const bridge = open({
      'bundle.verify': () =>
        new Promise((resolve) => {
          answer = () => {
            resolve(INFO);
          };
        }),
    });
    await userEvent.upload(
      await screen.findByLabelText('Choose a bundle (.mecfs-atlas)'),
      new File(['x'], 'ada.mecfs-atlas'),
    );
    bridge.emit({ type: 'bundle.progress', progress: { step: 'checking', done: 50, total: 200 } });
    expect(
      await screen.findByText('Reading the bundle and checking all of it: 25 %'),
    ).toBeVisible();
    answer();
    expect(await screen.findByRole('button', { name: 'Take it in' })).toBeVisible();
  });

  it('is asked for in a dialog where the host has one, by the command too', async () => {
    const picks: (string | null)[] = [null, 'handle'];
    const bridge = open({
      'file.places': () => ({ chooser: 'dialog', folders: [] }),
      'file.pick': () => {
        const file = picks.shift() ?? null;
        return { file, shown: file === null ? null : 'ada.mecfs-atlas' };
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Choose a bundle…' }));
    expect(await screen.findByText('No file was chosen, and nothing was changed.')).toBeVisible();
    expect(runCommand('bundle.open')).toBe(true);
    expect(await screen.findByRole('button', { name: 'Take it in' })).toBeVisible();
    expect(bridge.calls.find(({ method }) => method === 'bundle.verify')?.input).toEqual({
      file: 'handle',
    });
  });

  it('is chosen from a folder that was allowed at start, without an upload', async () => {
    const bridge = open({
      'file.places': () => ({ chooser: 'download', folders: ['~/papers'] }),
      'bundle.nearby': () => ({
        bundles: [
          {
            folder: 0,
            name: 'ada.mecfs-atlas',
            shown: '~/papers/ada.mecfs-atlas',
            bytes: 61_000_000,
            changedAt: EXAMPLE_TIME,
          },
        ],
      }),
      'file.pick': ({ from }) => ({ file: `handle of ${from?.name ?? '?'}`, shown: null }),
    });
    const nearby = await screen.findByRole('region', { name: 'Bundles in your folders' });
    expect(nearby).toHaveTextContent('61 MB, of 22 November 2026');
    await userEvent.click(
      within(nearby).getByRole('button', { name: 'Look into ~/papers/ada.mecfs-atlas' }),
    );
    const found = await screen.findByRole('region', { name: 'What is in the bundle' });
    expect(found).toHaveTextContent('~/papers/ada.mecfs-atlas');
    await userEvent.click(within(found).getByRole('button', { name: 'Take it in' }));
    await screen.findByText(/2 studies were added/u);
    expect(asked(bridge)).toEqual(['bundle.nearby', 'file.pick', 'bundle.verify', 'bundle.import']);
    expect(bridge.calls.at(-1)?.input).toEqual({ file: 'handle of ada.mecfs-atlas' });
  });

  it('is opened by the command at its field, where there is no dialog', async () => {
    open({});
    const field = await screen.findByLabelText('Choose a bundle (.mecfs-atlas)');
    runCommand('bundle.open');
    await waitFor(() => {
      expect(field).toHaveFocus();
    });
  });
});

describe('making a bundle', () => {
  const made: FakeAnswers = {
    'file.offer': ({ name }) => ({ target: 'target', shown: name }),
    'bundle.create': () => ({
      bundle: INFO,
      leftOut: [{ slug: slugOf(9), why: 'without its page: …' }],
      kept: null,
      reminder: 'Ask the atlas.',
    }),
  };

  it('says whose the texts are, wants a name, and hands the file over', async () => {
    const bridge = open(made, <MakeBundle />);
    expect(screen.getByText(/before you publish it, ask the atlas/u)).toBeVisible();
    const button = await screen.findByRole('button', { name: 'Make and download a bundle' });
    await userEvent.click(button);
    expect(screen.getByText('Say who makes it, in a few words.')).toBeVisible();
    expect(asked(bridge)).toEqual([]);
    await userEvent.type(screen.getByRole('textbox', { name: 'Made by' }), ' Ada ');
    await userEvent.click(screen.getByRole('radio', { name: 'Without them' }));
    await userEvent.click(button);
    expect(await screen.findByText(/holds 6,145 studies \(61 MB\)/u)).toBeVisible();
    expect(screen.getByText(/1 study is not in it, or without the page/u)).toBeVisible();
    expect(bridge.calls.at(-1)).toEqual({
      method: 'bundle.create',
      input: { target: 'target', maker: 'Ada', withPages: false },
    });
  });

  it('can put it into an allowed folder, and says why it could not', async () => {
    const bridge = open(
      {
        ...made,
        'file.places': () => ({ chooser: 'none', folders: ['~/papers'] }),
        'bundle.create': () => {
          throw new AppError('not-found', 'Take a copy first.');
        },
      },
      <MakeBundle />,
    );
    await userEvent.type(screen.getByRole('textbox', { name: 'Made by' }), 'Ada');
    await userEvent.click(await screen.findByRole('button', { name: 'Make a bundle in ~/papers' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Take a copy first.');
    expect(bridge.calls.find(({ method }) => method === 'file.offer')?.input).toMatchObject({
      folder: 0,
    });
  });
});
