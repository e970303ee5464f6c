import type { DuckDBConnection } from '@duckdb/node-api';
import { runOn } from '../connection.ts';
import { stationDefinitions, type StationDefinition } from './definition.ts';

/** Rules that are counted in whole things; the others are fractions. */
const whole = /_(year|days|cap|history|least|peers)$/;
const typeOf = (rule: string): string => (whole.test(rule) && rule !== 'prior_least' ? 'integer' : 'double');

/**
 * `seeds.vitality_definition`: the counting rules of every version, for the models to read; one row a version.
 * `seeds.vitality_prior`: its frozen priors, by peer group and indicator.
 */
export async function loadRules(
  connection: DuckDBConnection,
  definitions: readonly StationDefinition[] = stationDefinitions(),
): Promise<void> {
  const names = Object.keys(definitions[0]?.rules ?? {});
  await runOn(connection, 'create schema if not exists seeds');
  await runOn(
    connection,
    `create table seeds.vitality_definition (version varchar, ${names.map((name) => `${name} ${typeOf(name)}`).join(', ')})`,
  );
  for (const { version, rules } of definitions)
    await runOn(
      connection,
      `insert into seeds.vitality_definition values ($version, ${names.map((name) => `$${name}`).join(', ')})`,
      { version, ...rules },
    );
  await runOn(
    connection,
    'create table seeds.vitality_prior (version varchar, peer_group varchar, indicator varchar, mean double, strength double)',
  );
  for (const { version, priors } of definitions)
    for (const [group, indicators] of Object.entries(priors))
      for (const [indicator, prior] of Object.entries(indicators))
        await runOn(
          connection,
          'insert into seeds.vitality_prior values ($version, $group, $indicator, $mean, $strength)',
          { version, group, indicator, ...prior },
        );
}
