/** What the wall asks: ten of its tiles. */
export const wallQueries: readonly string[] = [
  'general_revenue?by=period&period=2026',
  'general_expenditure?by=period&period=2026',
  'revenue_execution_rate?by=area&period=2026',
  'expenditure_execution_rate?by=area&period=2026',
  'expenditure_execution_rate?by=department&period=2026&area=330300-CL',
  'general_expenditure?by=function&period=2026',
  'tax_collected?by=tax_kind&period=2026',
  'audit_rectification_rate?by=department',
  'opinions_received?by=period&period=2026',
  'debt_limit_used?by=area',
];
