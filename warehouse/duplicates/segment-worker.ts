import { parentPort } from 'node:worker_threads';
import { buildSegment } from './build-segment.ts';
import { mergeSegments } from './merge-segments.ts';
import type { SegmentRequest, SegmentReply } from './segment-maker.ts';

/** The thread that builds and merges segments; it does one thing at a time, in the order it was asked. */
parentPort?.on('message', (request: SegmentRequest) => {
  let reply: SegmentReply;
  try {
    reply = {
      number: request.number,
      segment:
        request.kind === 'build'
          ? buildSegment(request.documents, request.mean)
          : mergeSegments(request.parts),
    };
  } catch (error) {
    reply = { number: request.number, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});
