// What the tests of the fake atlas share: a scenario that ends with its test, and requests of its own to it.
import { onTestFinished } from 'vitest';
import {
  startScenario,
  type ScenarioAtlas,
  type ScenarioName,
} from '../../support/fake-atlas/scenarios.ts';
import type { FakeAtlas, FakeAtlasOptions } from '../../support/fake-atlas/server.ts';

/** A scenario over 40 studies, ended with the running test. */
export async function playScenario(
  name: ScenarioName,
  options: Partial<FakeAtlasOptions> = {},
): Promise<ScenarioAtlas> {
  const stage = await startScenario(name, { studies: 40, seed: 11, ...options });
  onTestFinished(() => stage.atlas.close());
  return stage;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** One request, redirects not followed. */
export async function get(
  atlas: FakeAtlas,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(atlas.url + path, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The slugs of the site's own studies that a text names, each once, in order. */
export function slugsIn({ text }: Answer, atlas: FakeAtlas): string[] {
  const own = `(?:href="|<loc>${atlas.url.replaceAll('.', '\\.')})/evidence/([a-z0-9-]+)`;
  return [...new Set([...text.matchAll(new RegExp(own, 'gu'))].map((match) => match[1] ?? ''))];
}
