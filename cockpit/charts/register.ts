import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

/** The only place where parts of ECharts are taken in: what is not listed here is not shipped. */
export function registerCharts(): void {
  use([LineChart, BarChart, AriaComponent, GridComponent, LabelLayout, SVGRenderer]);
}
