import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Boilerplate } from './boilerplate.ts';
import { modelSchema, type Model } from './model.ts';
import { titleRankingSchema, type TitleRanking } from './ranking.ts';

/** Where the model that comes with the house lies; a home's own calibration goes over it. */
export const shippedModelFile = join(import.meta.dirname, 'model.json');
export const titleRankingFile = join(import.meta.dirname, 'title-ranking.json');
const boilerplateFile = join(import.meta.dirname, 'boilerplate.json');

const parsed = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

export function loadModel(file = shippedModelFile): Model {
  return modelSchema.parse(parsed(file));
}

export function loadBoilerplate(): Boilerplate {
  return new Boilerplate(z.array(z.string()).parse(parsed(boilerplateFile)));
}

export function loadTitleRanking(file = titleRankingFile): TitleRanking {
  return titleRankingSchema.parse(parsed(file));
}
