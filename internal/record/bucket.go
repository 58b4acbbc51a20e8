package record

import "github.com/backsight/backsight/internal/logbook"

// Bucket is where a watcher of ActivityWatch puts its events.
var Bucket = foreign("bucket", logbook.KindBucket, "Buckets of ActivityWatch", "bucket", "buckets")
