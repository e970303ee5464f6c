import type { CDPSession, Page } from 'playwright-core';
import { z } from 'zod';

type Sender = Pick<CDPSession, 'send'>;

const objectSchema = z.custom<object>((value) => typeof value === 'object' && value !== null);
const functionSchema = z.custom<(page: Page) => unknown>((value) => typeof value === 'function');
const senderSchema = z.custom<Sender>(
  (value) =>
    objectSchema.safeParse(value).success && typeof Reflect.get(Object(value), 'send') === 'function',
);

/** A property that is not public. @throws when the library is built otherwise */
const inner = (of: unknown, name: string): unknown => Reflect.get(objectSchema.parse(of), name);

/**
 * Stops Chromium's recording of what comes over the network, which Playwright asks for and does not offer to leave
 * out. It keeps up to 200 MB of answers in the memory of the very page whose memory is measured, and would be the
 * only thing that grows there. Failed requests are heard of by the console's errors from then on.
 * @throws when Playwright, whose inside this has to reach into, is built otherwise than its pinned version
 */
export async function stopRecording(page: Page): Promise<void> {
  const connection = objectSchema.parse(inner(page, '_connection'));
  const toImplementation = functionSchema.parse(inner(connection, 'toImpl'));
  const frames = inner(inner(toImplementation.call(connection, page), 'delegate'), '_mainFrameSession');
  await senderSchema.parse(inner(frames, '_client')).send('Network.disable');
}
