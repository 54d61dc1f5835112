import { type Creation, named, roleArn } from "./arn";

/** Databases, buckets, queues, file systems, secrets and keys. */
export const data: Creation = {
  "backup/plan:Plan": [
    ["backup:CreateBackupPlan", named("backup", "backup-plan:0a1b")],
    ["backup:DeleteBackupPlan", named("backup", "backup-plan:0a1b")],
  ],
  "backup/restoreTestingPlan:RestoreTestingPlan": [
    ["backup:CreateRestoreTestingPlan", named("backup", "restore-testing-plan:hello_dev-0a1b")],
    ["backup:DeleteRestoreTestingPlan", named("backup", "restore-testing-plan:hello_dev-0a1b")],
  ],
  "backup/restoreTestingSelection:RestoreTestingSelection": [
    ["backup:CreateRestoreTestingSelection", named("backup", "restore-testing-plan:hello_dev-0a1b")],
    ["backup:DeleteRestoreTestingSelection", named("backup", "restore-testing-plan:hello_dev-0a1b")],
    ["iam:CreateServiceLinkedRole", "*"],
  ],
  "backup/selection:Selection": [
    ["backup:CreateBackupSelection", named("backup", "backup-plan:0a1b")],
    ["backup:DeleteBackupSelection", named("backup", "backup-plan:0a1b")],
  ],
  "backup/vault:Vault": [
    ["backup:CreateBackupVault", named("backup", "backup-vault:backups-vault-0a1b2c3")],
    ["backup-storage:MountCapsule", "*"],
    ["kms:CreateGrant", named("kms", "key/0a1b")],
    ["kms:GenerateDataKey", named("kms", "key/0a1b")],
    ["kms:Decrypt", named("kms", "key/0a1b")],
    ["backup:DeleteBackupVault", named("backup", "backup-vault:backups-vault-0a1b2c3")],
    ["backup:DeleteRecoveryPoint", named("backup", "recovery-point:0a1b")],
    ["backup:DeleteRecoveryPoint", "arn:aws:ec2:us-east-1::snapshot/snap-1"],
  ],
  "backup/vaultLockConfiguration:VaultLockConfiguration": [
    ["backup:PutBackupVaultLockConfiguration", named("backup", "backup-vault:backups-vault-0a1b2c3")],
    ["backup:DeleteBackupVaultLockConfiguration", named("backup", "backup-vault:backups-vault-0a1b2c3")],
  ],
  "rds/cluster:Cluster": [
    ["rds:CreateDBCluster", named("rds", "cluster:hello-cluster-0a1b2c3")],
    ["rds:CreateDBClusterSnapshot", named("rds", "cluster-snapshot:hello-parameters-0a1b2c3-final")],
    ["rds:DeleteDBCluster", named("rds", "cluster-snapshot:hello-parameters-0a1b2c3-final")],
    ["secretsmanager:CreateSecret", named("secretsmanager", "secret:rds!cluster-0a1b")],
    ["logs:CreateLogGroup", named("logs", "log-group:/aws/rds/cluster/hello-cluster-0a1b2c3/postgresql")],
  ],
  "rds/clusterInstance:ClusterInstance": [
    ["rds:CreateDBInstance", named("rds", "db:hello-instance-1-0a1b2c3")],
    ["rds:CreateDBInstance", named("rds", "pg:default.aurora-postgresql17")],
    ["iam:PassRole", roleArn("aws-containers/dev/hello-monitoring-94d1f15")],
  ],
  "rds/clusterParameterGroup:ClusterParameterGroup": [
    ["rds:ModifyDBClusterParameterGroup", named("rds", "cluster-pg:hello-parameters-0a1b2c3")],
  ],
  "rds/subnetGroup:SubnetGroup": [["rds:CreateDBSubnetGroup", named("rds", "subgrp:hello-subnets-0a1b2c3")]],
  "secretsmanager/secretRotation:SecretRotation": [
    ["secretsmanager:RotateSecret", named("secretsmanager", "secret:rds!cluster-0a1b")],
    ["secretsmanager:CancelRotateSecret", named("secretsmanager", "secret:rds!cluster-0a1b")],
  ],
  "dynamodb/table:Table": [
    ["dynamodb:CreateTable", named("dynamodb", "table/hello-table-0a1b2c3")],
    ["dynamodb:UpdateContinuousBackups", named("dynamodb", "table/hello-table-0a1b2c3")],
    ["dynamodb:DeleteTable", named("dynamodb", "table/hello-table-0a1b2c3")],
  ],
  "efs/accessPoint:AccessPoint": [
    ["elasticfilesystem:CreateAccessPoint", named("elasticfilesystem", "file-system/fs-1")],
    ["elasticfilesystem:TagResource", named("elasticfilesystem", "access-point/fsap-1")],
    ["elasticfilesystem:DeleteAccessPoint", named("elasticfilesystem", "access-point/fsap-1")],
  ],
  "efs/backupPolicy:BackupPolicy": [
    ["elasticfilesystem:PutBackupPolicy", named("elasticfilesystem", "file-system/fs-1")],
  ],
  "efs/fileSystem:FileSystem": [
    ["elasticfilesystem:CreateFileSystem", named("elasticfilesystem", "file-system/*")],
    ["elasticfilesystem:PutLifecycleConfiguration", named("elasticfilesystem", "file-system/fs-1")],
    ["elasticfilesystem:DeleteFileSystem", named("elasticfilesystem", "file-system/fs-1")],
  ],
  "efs/fileSystemPolicy:FileSystemPolicy": [
    ["elasticfilesystem:PutFileSystemPolicy", named("elasticfilesystem", "file-system/fs-1")],
    ["elasticfilesystem:DeleteFileSystemPolicy", named("elasticfilesystem", "file-system/fs-1")],
  ],
  "efs/mountTarget:MountTarget": [
    ["elasticfilesystem:CreateMountTarget", named("elasticfilesystem", "file-system/fs-1")],
    ["elasticfilesystem:DeleteMountTarget", named("elasticfilesystem", "file-system/fs-1")],
    ["ec2:CreateNetworkInterface", named("ec2", "network-interface/eni-1")],
    ["ec2:CreateNetworkInterface", named("ec2", "subnet/subnet-1")],
    ["ec2:CreateNetworkInterface", named("ec2", "security-group/sg-1")],
    ["ec2:DeleteNetworkInterface", named("ec2", "network-interface/eni-1")],
  ],
  "elasticache/serverlessCache:ServerlessCache": [
    ["elasticache:CreateServerlessCache", named("elasticache", "serverlesscache:hello-cache-0a1b2c3")],
    ["elasticache:AddTagsToResource", named("elasticache", "serverlesscache:hello-cache-0a1b2c3")],
    ["ec2:CreateVpcEndpoint", named("ec2", "vpc-endpoint/vpce-1")],
    ["kms:CreateGrant", named("kms", "key/0a1b")],
  ],
  "kms/key:Key": [["kms:CreateKey", "*"]],
  "secretsmanager/secret:Secret": [
    ["secretsmanager:CreateSecret", named("secretsmanager", "secret:hello-environment-0a1b2c3")],
    ["secretsmanager:DeleteSecret", named("secretsmanager", "secret:hello-environment-0a1b2c3-AbCdEf")],
  ],
  "secretsmanager/secretVersion:SecretVersion": [
    ["secretsmanager:PutSecretValue", named("secretsmanager", "secret:hello-environment-0a1b2c3-AbCdEf")],
  ],
  "s3/bucket:Bucket": [
    ["s3:CreateBucket", "arn:aws:s3:::ecs-access-logs-0a1b2c3"],
    ["s3:CreateBucket", "arn:aws:s3:::hello-bucket-0a1b2c3"],
    ["s3:DeleteObjectVersion", "arn:aws:s3:::hello-bucket-0a1b2c3/a/b.jpg"],
  ],
  "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [
    ["s3:PutLifecycleConfiguration", "arn:aws:s3:::ecs-access-logs-0a1b2c3"],
  ],
  "s3/bucketOwnershipControls:BucketOwnershipControls": [
    ["s3:PutBucketOwnershipControls", "arn:aws:s3:::ecs-access-logs-0a1b2c3"],
  ],
  "s3/bucketPolicy:BucketPolicy": [["s3:PutBucketPolicy", "arn:aws:s3:::ecs-access-logs-0a1b2c3"]],
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [
    ["s3:PutBucketPublicAccessBlock", "arn:aws:s3:::ecs-access-logs-0a1b2c3"],
  ],
  "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    ["s3:PutEncryptionConfiguration", "arn:aws:s3:::ecs-access-logs-0a1b2c3"],
  ],
  "s3/bucketNotification:BucketNotification": [
    ["s3:PutBucketNotification", "arn:aws:s3:::hello-bucket-0a1b2c3"],
  ],
  "s3/bucketVersioning:BucketVersioning": [["s3:PutBucketVersioning", "arn:aws:s3:::hello-bucket-0a1b2c3"]],
  "sqs/queue:Queue": [
    ["sqs:CreateQueue", named("sqs", "hello-queue-0a1b2c3")],
    ["sqs:DeleteQueue", named("sqs", "hello-dead-letters-0a1b2c3")],
    ["sqs:CreateQueue", named("sqs", "hello-queue-0a1b2c3.fifo")],
    ["sqs:DeleteQueue", named("sqs", "hello-dead-letters-0a1b2c3.fifo")],
  ],
  "sqs/queuePolicy:QueuePolicy": [
    ["sqs:SetQueueAttributes", named("sqs", "hello-queue-0a1b2c3")],
    ["sqs:SetQueueAttributes", named("sqs", "hello-queue-0a1b2c3.fifo")],
  ],
  "sqs/redriveAllowPolicy:RedriveAllowPolicy": [
    ["sqs:SetQueueAttributes", named("sqs", "hello-dead-letters-0a1b2c3")],
  ],
};
