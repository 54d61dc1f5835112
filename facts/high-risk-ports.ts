/**
 * Ports that must not be open to the internet, whatever listens there (EC2.19).
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19 (read 2026-11-21)
 */
export const highRiskPorts: readonly number[] = [
  ...[20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389],
  ...[4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888, 9200, 9300],
];
