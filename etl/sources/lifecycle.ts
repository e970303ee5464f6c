import type { Column, Rule } from '../contract.ts';

/** A date of a life that has not come yet while the cell is empty. */
export const day = (name: string, title: string, description: string): Column => ({
  name,
  title,
  type: 'date',
  optional: true,
  description,
});

/** A later date that needs an earlier one, and may not come before it. */
export const follows = (id: string, column: string, after: string, message: string): Rule => ({
  id,
  column,
  message,
  holds: `${column} is null or coalesce(${column} >= ${after}, false)`,
});

/** Every date a row tells of has passed when it is delivered. */
export const passed = (message: string, ...columns: readonly [string, ...string[]]): Rule => ({
  id: 'not-in-the-future',
  column: columns[0],
  message: `${message}；请核对年份`,
  holds: `${columns.length === 1 ? columns[0] : `greatest(${columns.join(', ')})`} <= getvariable('delivered_on')`,
});
