package dev.uproute.check;

import io.netty.channel.Channel;
import io.netty.channel.FixedRecvByteBufAllocator;
import org.apache.camel.component.netty.ClientInitializerFactory;
import org.apache.camel.component.netty.DefaultClientInitializerFactory;
import org.apache.camel.component.netty.NettyProducer;

/**
 * Makes the channels of UDP checks, which take a reply of any length: Netty cuts what is longer
 * than 2,048 bytes. A buffer is taken only when there is something to read, so checks that wait
 * hold none. Immutable.
 */
public final class WholeDatagrams extends ClientInitializerFactory {
  /** No datagram is longer. */
  private static final int MOST = 65_535;

  private static final class Whole extends DefaultClientInitializerFactory {
    private Whole(NettyProducer producer) {
      super(producer);
    }

    @Override
    protected void initChannel(Channel channel) throws Exception {
      super.initChannel(channel);
      channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(MOST));
    }
  }

  @Override
  public ClientInitializerFactory createPipelineFactory(NettyProducer producer) {
    return new Whole(producer);
  }

  @Override
  protected void initChannel(Channel channel) {
    throw new IllegalStateException("each producer has its own");
  }
}
