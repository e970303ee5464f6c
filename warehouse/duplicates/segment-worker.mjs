import { register } from 'tsx/esm/api';

// A thread does not take over how the main one reads TypeScript.
register();
await import('./segment-worker.ts');
