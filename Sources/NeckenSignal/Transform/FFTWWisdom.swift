import CFFTW

/// Which plans FFTW is to make, found out beforehand.
///
/// Measuring on the spot would take longer than an analysis and could end otherwise on every run, and with it the
/// rounding; FFTW's estimate is a fifth slower. So the plans of the lengths we use were measured once
/// (Tests/Benchmarks/fftw_wisdom.py) and are told to FFTW. It takes them where it is the release, on the kind of
/// processor, that they were measured with; elsewhere it estimates as before.
enum FFTWWisdom {
  /// Tells FFTW, once. Only while no plan is being made.
  static let told: Void = {
    _ = fftwf_import_wisdom_from_string(text)
  }()

  /// Transforms of 512, 1024 and 4096 complex points: FFTW 3.3.10, AVX.
  private static let text = """
    (fftw-3.3.10 fftwf_wisdom #x9e7d4dee #xdb14fed1 #x34bf76a4 #xeb6e8fdf
      (fftwf_codelet_t1fv_64_avx 0 #x11048 #x11048 #x0 #x21c528b9 #x63c201bc #xa3c09b11 #xc2b338e6)
      (fftwf_codelet_n2fv_16_avx 0 #x11048 #x11048 #x0 #x6bc654fe #x3dad2fa1 #x5cd16e26 #x494045a5)
      (fftwf_codelet_t2fv_32_avx 0 #x11048 #x11048 #x0 #xfeec02f8 #xbbf06357 #xb26e7a2b #xf7b9dcb8)
      (fftwf_codelet_n2fv_32_avx 0 #x11048 #x11048 #x0 #x407181dc #x8a77cb1e #xa88df8c5 #xa32373b5)
      (fftwf_codelet_n2fv_64_avx 0 #x11048 #x11048 #x0 #x27df1dad #x2c21af60 #x212f0751 #x93d6078b)
      (fftwf_codelet_t2fv_32_avx 0 #x11048 #x11048 #x0 #xc6ca45ce #xf08c5f4a #x61a53ade #xe5e374c8)
    )
    """
}
