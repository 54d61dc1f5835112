/** What `pulumi up` and `pulumi destroy` do with a log group. */
export const changeLogGroups = [
  "logs:AssociateKmsKey",
  "logs:CreateLogGroup",
  "logs:DeleteLogGroup",
  "logs:DeleteRetentionPolicy",
  "logs:DisassociateKmsKey",
  "logs:PutRetentionPolicy",
  "logs:TagResource",
  "logs:UntagResource",
];
