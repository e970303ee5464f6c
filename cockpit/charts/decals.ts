import type { AriaComponentOption } from 'echarts/components';

/** The same chart with a pattern of its own on each series: colours alone need not be told apart. */
export const withDecals = <Option extends object>(
  option: Option,
): Option & { readonly aria: AriaComponentOption } => ({
  ...option,
  // What the chart says is said by its frame already (charts/Chart.vue).
  aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
});
