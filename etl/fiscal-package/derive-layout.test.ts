import { expect, test } from 'vitest';
import { villaDescriptor as descriptor } from '../../tests/fixtures/fiscal-package.ts';
import { contracts } from '../sources/registry.ts';
import { deriveLayout } from './derive-layout.ts';
import { parseDescriptor, resourceOf } from './descriptor.ts';

const derive = (text: string) => {
  const parsed = parseDescriptor(text);
  return deriveLayout(parsed, resourceOf(parsed, 'gastos.csv'), contracts);
};

test('what a descriptor says, as a layout', () => {
  expect(derive(JSON.stringify(descriptor))).toMatchObject({
    id: expect.stringMatching(/^package\.villa-caf-[0-9a-f]{8}\.gastos$/) as string,
    contract: 'finance.budget',
    encoding: 'iso-8859-1',
    delimiter: ';',
    columns: {
      fiscal_year: { headers: ['Año'] },
      department_code: { headers: ['Centro'], join: { headers: [['Sección']], separator: '-' } },
      department_name: { headers: ['Nombre'] },
      subject_code: { headers: ['Función'] },
      amount: { headers: ['Importe'], unit: '千元', numbers: { decimal: ',', thousands: '.' } },
    },
    constants: { version: '决算', side: '支出', area_code: 'ES' },
    currency: 'EUR',
    keep: ['Nota'],
  });
});

test('single payments, by their granularity', () => {
  const layout = derive(
    JSON.stringify({
      name: 'pagos',
      granularity: 'transactional',
      resources: [{ name: 'pagos', path: 'gastos.csv' }],
      mapping: {
        measures: { total: { source: 'Total', currency: 'GBP' } },
        dimensions: {
          id: { dimensionType: 'fact', attributes: { id: { source: 'Ref' } }, primaryKey: 'id' },
          date: { dimensionType: 'datetime', attributes: { day: { source: 'Paid' } }, primaryKey: 'day' },
          payee: {
            dimensionType: 'entity',
            attributes: { name: { source: 'Supplier' } },
            primaryKey: 'name',
          },
        },
      },
    }),
  );
  expect(layout).toMatchObject({
    contract: 'finance.payments',
    columns: {
      payment_id: { headers: ['Ref'] },
      paid_on: { headers: ['Paid'] },
      payee_name: { headers: ['Supplier'] },
      amount: { headers: ['Total'] },
    },
  });
  expect(Object.keys(layout.waived)).not.toContain('payee_name');
});

const [resource] = descriptor.resources;
const { importe } = descriptor.model.measures;
const measured = (over: object) => ({
  ...descriptor,
  model: { ...descriptor.model, measures: { importe: { ...importe, ...over } } },
});
const { quien, para } = descriptor.model.dimensions;
const undated = { quien, para };
test.each([
  ['broken JSON', '{"name": ', '不是有效的 JSON'],
  ['no model', { ...descriptor, model: undefined }, 'model：缺少这个键（旧版叫 mapping）'],
  [
    'another file',
    { ...descriptor, resources: [{ ...resource, path: 'otro.csv' }] },
    'resources：没有一项的 path 是这个文件 gastos.csv',
  ],
  ['no currency', measured({ currency: undefined }), 'model.measures.importe.currency：缺少这个键'],
  ['a currency that is none', measured({ currency: 'EURO' }), 'ISO 4217'],
  ['no phase', measured({ phase: undefined }), 'model.measures.importe.phase：缺少这个键'],
  ['a draft', measured({ phase: 'proposed' }), 'model.measures.importe.phase：proposed'],
  ['an odd factor', measured({ factor: 7 }), 'model.measures.importe.factor：应为 1、1000'],
  ['a column that is not there', measured({ source: 'Total' }), 'model.measures.importe.source：字段 Total'],
  [
    'a broken measure',
    measured({ direction: 'out' }),
    'model.measures.importe.direction：应为 "expenditure"、"revenue" 之一',
  ],
  [
    'no year',
    { ...descriptor, model: { ...descriptor.model, dimensions: undated } },
    '必填的 fiscal_year（预算年度）',
  ],
  ['yuan without accounts', measured({ currency: 'CNY' }), '必填的 account（账本）'],
  [
    'an encoding nobody knows',
    { ...descriptor, resources: [{ ...resource, encoding: 'ebcdic' }] },
    'resources.0.encoding',
  ],
  [
    'two amounts',
    { ...descriptor, model: { ...descriptor.model, measures: { a: importe, b: importe } } },
    'model.measures：resources.0 有 2 个度量（a、b）',
  ],
  [
    'hostile names',
    `{"__proto__": {"resources": 1}, "name": "x", "resources": [{"path": "gastos.csv"}], "model": {"measures": {"__proto__": {"source": "x"}}}}`,
    'model.measures：没有一个度量',
  ],
])('%s is told by its key', (_case, given, message) => {
  expect(() => derive(typeof given === 'string' ? given : JSON.stringify(given))).toThrow(message);
});
