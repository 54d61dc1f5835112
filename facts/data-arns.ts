/**
 * ARNs of data that exists, by type.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticfilesystem.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticache.html (read 2026-11-21)
 */
export const dataArns = {
  bucket: {
    pattern: /^arn:aws[a-z-]{0,20}:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    example: "arn:aws:s3:::shop-uploads",
  },
  queue: {
    pattern: /^arn:aws[a-z-]*:sqs:[a-z0-9-]{1,30}:\d{12}:[A-Za-z0-9_-]{1,80}(\.fifo)?$/,
    example: "arn:aws:sqs:us-east-1:111122223333:orders",
  },
  table: {
    pattern: /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]{1,30}:\d{12}:table\/[A-Za-z0-9_.-]{3,255}$/,
    example: "arn:aws:dynamodb:us-east-1:111122223333:table/orders",
  },
  filesystem: {
    pattern: /^arn:aws[a-z-]*:elasticfilesystem:[a-z0-9-]{1,30}:\d{12}:access-point\/fsap-[0-9a-f]{8,40}$/,
    example: "arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-0123456789abcdef0",
  },
  cache: {
    pattern: /^arn:aws[a-z-]*:elasticache:[a-z0-9-]{1,30}:\d{12}:serverlesscache:[a-z][a-z0-9-]{0,39}$/,
    example: "arn:aws:elasticache:us-east-1:111122223333:serverlesscache:sessions",
  },
} as const satisfies Readonly<Record<string, { pattern: RegExp; example: string }>>;
