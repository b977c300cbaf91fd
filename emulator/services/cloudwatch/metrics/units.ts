const SIZES = ['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'];
const BIT_SIZES = ['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits'];
const perSecond = (unit: string) => `${unit}/Second`;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html, Unit */
export const UNITS: readonly string[] = [
  'Seconds',
  'Microseconds',
  'Milliseconds',
  ...SIZES,
  ...BIT_SIZES,
  'Percent',
  'Count',
  ...SIZES.map(perSecond),
  ...BIT_SIZES.map(perSecond),
  'Count/Second',
  'None',
];
