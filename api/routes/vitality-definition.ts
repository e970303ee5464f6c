import {
  rulesSchema,
  stationDefinitions,
  type StationDefinition,
} from '../../warehouse/stations/definition.ts';
import type { VitalityDefinition } from '../contracts/vitality.ts';

/** A definition as it goes out: what people read, without the engine's own settings. */
export function definitionAnswer(definition: StationDefinition): VitalityDefinition {
  const { engine, rules, wording, bands, hash, version } = definition;
  const {
    indicators = [],
    aggregates = [],
    title = '',
    description = '',
    changelog = [],
  } = engine.definition;
  const { uncertainty, normalise } = engine.definition;
  const scoring = normalise?.global;
  return {
    version,
    hash,
    inForce: version === stationDefinitions()[0]?.version,
    title,
    description,
    effectiveFrom: definition.effective_from,
    backCast: definition.back_cast,
    changelog,
    pillars: aggregates
      .filter(({ parent }) => parent !== undefined)
      .map(({ code, name, weight }) => ({ code, name: name ?? code, weight })),
    indicators: indicators.map((each) => ({
      code: each.code,
      name: each.name ?? each.code,
      unit: each.unit ?? '',
      parent: each.parent ?? '',
      weight: each.weight,
      direction: each.direction,
      half: each.saturate?.half ?? null,
      cap: each.cap ?? null,
      lower: each.goalposts?.lower ?? 0,
      upper: each.goalposts?.upper ?? 1,
      meaning: wording[each.code]?.meaning ?? '',
      formula: wording[each.code]?.formula ?? '',
      source: wording[each.code]?.source ?? '',
    })),
    bands,
    floor: scoring?.kind === 'goalposts' ? (scoring.floor ?? 0) : 0,
    rules: Object.entries(rules).map(([code, value]) => ({
      code,
      meaning: rulesSchema.shape[code as keyof typeof rules].description ?? '',
      value,
    })),
    uncertainty: {
      interval: uncertainty?.interval ?? 0,
      weightNoise: uncertainty?.weights?.noise ?? 0,
      counts: uncertainty?.counts ?? false,
    },
  };
}
