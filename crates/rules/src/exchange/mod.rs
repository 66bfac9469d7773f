//! The internet exchange 新型互联网交换中心.

mod p95;

pub use p95::P95;
